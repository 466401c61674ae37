package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.sliced.SlicedFormat;
import io.amsphub.processors.sliced.SlicedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Takes in a sliced file: it goes to the store and is read on its way there, once, in constant memory. What format it
 * has is said by its name ({@link SlicedFormat}).
 * Outside of any unit of work, because it takes as long as the sender takes.
 */
public final class SlicedFileIntake {

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
     * @throws HubException with {@link FailureCode#SLICED_FORMAT} when its name is not that of a sliced file,
     *     or {@link FailureCode#MALFORMED_REQUEST} when the path cannot be
     */
    public static String path(String folder, String name) {
        if (SlicedFormat.ofName(name).isEmpty()) {
            throw new HubException(
                    FailureCode.SLICED_FORMAT,
                    "'" + name + "' is not the name of a sliced file",
                    "file",
                    "name it .gcode, .bgcode or .gcode.3mf, whichever it is");
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
     * @param organisation whose it is
     * @throws HubException when it is not what its name says, or larger than the limit
     * @throws IOException when it cannot be read or stored
     */
    public SlicedFileDesk.Arrived store(String path, InputStream content, String organisation) throws IOException {
        SlicedFormat format = SlicedFormat.ofName(path).orElse(SlicedFormat.GCODE);
        try (SlicedReader reader = format.reader()) {
            BlobRef sliced =
                    blobs.of(organisation, "sliced").store(format.mediaType(), out -> copy(content, reader, out));
            byte[] picture = reader.picture();
            String pictureType = reader.pictureType();
            BlobRef thumbnail = picture == null || pictureType == null
                    ? null
                    : blobs.madeOf(sliced).store(pictureType, out -> out.write(picture));
            return new SlicedFileDesk.Arrived(path, sliced, thumbnail, reader.facts());
        }
    }

    private void copy(InputStream content, SlicedReader reader, OutputStream out) throws IOException {
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
