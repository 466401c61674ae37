package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.sliced.GcodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes in a sliced file: it goes to the store and is read on its way there, once, in constant memory.
 * Outside of any unit of work, because it takes as long as the sender takes.
 */
public final class SlicedFileIntake {

    /** The media type of G-code in the store: what machines are sent as it is. */
    public static final String MEDIA_TYPE = "text/x.gcode";

    private static final Set<String> EXTENSIONS = Set.of("gcode", "gco", "g", "gc", "nc");
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]");
    private static final int MAX_PATH = 250;
    private static final int CHUNK = 1 << 16;

    private final Blobs blobs;
    private final long maxBytes;

    /**
     * An intake to a store.
     *
     * @param maxBytes the largest file that is taken
     */
    public SlicedFileIntake(Blobs blobs, long maxBytes) {
        this.blobs = blobs;
        this.maxBytes = maxBytes;
    }

    /**
     * Returns the path of a file in a folder.
     *
     * @param folder may be empty
     * @throws HubException with {@link FailureCode#SLICED_FORMAT} when its name is not that of a G-code file,
     *     or {@link FailureCode#MALFORMED_REQUEST} when the path cannot be
     */
    public static String path(String folder, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!EXTENSIONS.contains(lower.substring(lower.lastIndexOf('.') + 1))) {
            throw new HubException(
                    FailureCode.SLICED_FORMAT,
                    "'" + name + "' is not the name of a G-code file",
                    "file",
                    lower.endsWith(".3mf")
                            ? "the hub does not send sliced 3MF on yet; export G-code, or upload the model as a design"
                            : "name it .gcode; switch binary G-code off in the settings of the printer");
        }
        String path = Arrays.stream((folder + "/" + name).replace('\\', '/').split("/", -1))
                .map(level -> UNUSABLE.matcher(level).replaceAll("_").strip())
                .filter(level -> !level.isEmpty() && !level.equals("."))
                .reduce((a, b) -> a + "/" + b)
                .orElse("");
        if (path.length() > MAX_PATH || Arrays.asList(path.split("/", -1)).contains("..")) {
            throw new HubException(
                    FailureCode.MALFORMED_REQUEST,
                    "the path goes upwards, or is longer than " + MAX_PATH + " characters",
                    "path",
                    "send a plain file name, and folders below the root");
        }
        return path;
    }

    /**
     * Stores a file.
     *
     * @param path see {@link #path}
     * @throws HubException when it is no G-code, or larger than the limit
     * @throws IOException when it cannot be read or stored
     */
    public SlicedFileDesk.Arrived store(String path, InputStream content) throws IOException {
        GcodeReader reader = new GcodeReader();
        BlobRef gcode = blobs.store(MEDIA_TYPE, out -> copy(content, reader, out));
        byte[] picture = reader.picture();
        String pictureType = reader.pictureType();
        BlobRef thumbnail =
                picture == null || pictureType == null ? null : blobs.store(pictureType, out -> out.write(picture));
        return new SlicedFileDesk.Arrived(path, gcode, thumbnail, reader.facts());
    }

    private void copy(InputStream content, GcodeReader reader, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long bytes = 0;
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            bytes += read;
            if (bytes > maxBytes) {
                throw new HubException(
                        FailureCode.PAYLOAD_TOO_LARGE,
                        "the file has more than " + maxBytes + " bytes",
                        "file",
                        "raise hub.upload.max-bytes, or split the print");
            }
            reader.write(chunk, 0, read);
            out.write(chunk, 0, read);
        }
        reader.facts();
    }
}
