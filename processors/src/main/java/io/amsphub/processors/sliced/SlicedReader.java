package io.amsphub.processors.sliced;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one sliced file as it flows by: what is written to it is looked at, and what the file says of itself is known
 * when all of it was written. A file that breaks the rules of its format is refused with {@link
 * FailureCode#SLICED_FORMAT}, the place and what to do. To be closed. For one thread.
 */
public abstract class SlicedReader extends OutputStream {

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * Returns what the file says of itself, when all of it was written.
     *
     * @throws HubException with {@link FailureCode#SLICED_FORMAT} when it is not whole, or there is no command in it
     * @throws IOException when it cannot be read again
     */
    public abstract GcodeFacts facts() throws IOException;

    /** Returns the bytes of the largest picture in the file; null when there is none. */
    public abstract byte @Nullable [] picture();

    /** Returns the media type of the picture; null when there is none. */
    public abstract @Nullable String pictureType();

    @Override
    public void close() throws IOException {}

    /** Returns a refusal. */
    static HubException refused(SlicedFormat format, String what, @Nullable String where, String remedy) {
        return new HubException(
                FailureCode.SLICED_FORMAT,
                "the file is not " + format.inWords() + " that can be printed: " + what,
                where == null ? "file" : "file, " + where,
                remedy);
    }
}
