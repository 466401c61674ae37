package io.amsphub.connectors.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.input.BoundedInputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/** A part of a file as the body of a request, opened anew for each attempt. */
final class FilePart {

    private static final String BYTES = "application/octet-stream";

    private FilePart() {}

    static RequestBody body(Path file, long from, long bytes) {
        return RequestBody.fromContentProvider(() -> open(file, from, bytes), bytes, BYTES);
    }

    private static InputStream open(Path file, long from, long bytes) {
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ).position(from);
            return BoundedInputStream.builder()
                    .setInputStream(Channels.newInputStream(channel))
                    .setMaxCount(bytes)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
