package io.amsphub.connectors.printer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the file of a job lies on a machine: {@code amsp/<job>.<extension>}. The path is what the machine
 * speaks of when it speaks of the job; a job id is never used twice, so neither is a path.
 */
final class JobFile {

    static final String FOLDER = "amsp";

    private static final Pattern PATH =
            Pattern.compile("(?:.*/)?" + FOLDER + "/([A-Za-z0-9._-]{1,160})\\.[A-Za-z0-9]{1,8}");

    private JobFile() {}

    static String name(String job, String extension) {
        return job + "." + extension;
    }

    static String path(String job, String extension) {
        return FOLDER + "/" + name(job, extension);
    }

    /** Returns the job that a path belongs to; null when it is not of the hub's making. */
    static @Nullable String job(@Nullable String path) {
        Matcher matcher = PATH.matcher(path == null ? "" : path);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
