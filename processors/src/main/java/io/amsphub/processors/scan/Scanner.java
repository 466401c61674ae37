package io.amsphub.processors.scan;

import io.amsphub.processors.device.Registration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A 3D scanner, or the gateway in front of one. A kind of its own beside the machines: nothing is ever printed on it.
 *
 * @param id {@code <centre>/scanner/<name>}: also its user name; three words, so that it is never that of a machine
 * @param amCentre the centre that it stands in
 * @param scanner its name there
 * @param dropFolder whether the hub takes its files from its drop folder too
 * @param registration whether it may be used
 * @param state what it said last
 * @param heardAt when it was last heard of, by the hub's clock; null for never
 * @param version for optimistic locking; 0 until stored
 */
public record Scanner(
        String id,
        String amCentre,
        String scanner,
        boolean dropFolder,
        Registration registration,
        ScannerState state,
        @Nullable Instant heardAt,
        long version) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Checks that its names are single words of topics and file names. */
    public Scanner {
        if (!WORD.matcher(amCentre).matches() || !WORD.matcher(scanner).matches()) {
            throw new IllegalArgumentException("names are made of letters, digits, _ and -");
        }
    }

    /** Returns the id of a scanner of a centre. */
    public static String idOf(String amCentre, String scanner) {
        return amCentre + "/scanner/" + scanner;
    }

    /** Returns where its topics begin, without a slash at the end. */
    public String topicRoot() {
        return "amsp/v1/" + id;
    }

    /** Returns the scanner with what it said. */
    public Scanner heard(ScannerState now, Instant at) {
        return new Scanner(id, amCentre, scanner, dropFolder, registration, now, at, version);
    }

    /** Returns the scanner with another registration. */
    public Scanner withRegistration(Registration next) {
        return new Scanner(id, amCentre, scanner, dropFolder, next, state, heardAt, version);
    }
}
