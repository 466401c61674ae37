package io.amsphub.processors.octoprint;

import io.amsphub.processors.api.HttpCall;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.step.SlicedFileDesk;
import io.amsphub.processors.step.SlicedFileIntake;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file as slicers upload it: a form with {@code file}, {@code path} (its folder), {@code select} and
 * {@code print}, in any order.
 *
 * @param file what came, in the store already
 * @param select whether the slicer wants it selected, which means nothing for a queue
 * @param print whether it is to be printed
 */
record SlicerUpload(SlicedFileDesk.Arrived file, boolean select, boolean print) {

    static SlicerUpload read(HttpCall call, SlicedFileIntake intake, String organisation) throws IOException {
        Map<String, String> fields = new HashMap<>();
        SlicedFileDesk.Arrived file = null;
        try (InputStream body = call.body()) {
            MultipartForm form = MultipartForm.of(call.header("Content-Type").orElse(""), body);
            for (MultipartForm.Piece piece = form.next(); piece != null; piece = form.next()) {
                if (piece.fileName() == null) {
                    fields.put(piece.name(), piece.value());
                } else if (piece.name().equals("file")) {
                    requireOne(file);
                    String name = piece.fileName().substring(piece.fileName().lastIndexOf('/') + 1);
                    file = intake.store(SlicedFileIntake.path("", name), piece.content(), organisation);
                }
            }
        }
        if (file == null) {
            throw refused("the form has no file in the field 'file'");
        }
        String path = SlicedFileIntake.path(fields.getOrDefault("path", ""), file.path());
        return new SlicerUpload(
                new SlicedFileDesk.Arrived(path, file.content(), file.thumbnail(), file.facts()),
                yes(fields.get("select")),
                yes(fields.get("print")));
    }

    private static void requireOne(SlicedFileDesk.@Nullable Arrived before) {
        if (before != null) {
            throw refused("the form has more than one file");
        }
    }

    /** What OctoPrint takes for yes. */
    private static boolean yes(@Nullable String value) {
        return value != null
                && switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "y", "1", "on" -> true;
                    default -> false;
                };
    }

    private static HubException refused(String what) {
        return new HubException(
                FailureCode.MALFORMED_REQUEST, what, "file", "send one file as slicers do, multipart/form-data");
    }
}
