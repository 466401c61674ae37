package io.amsphub.connectors.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a sealed content, read from any place. Not thread-safe. */
interface SealedSource extends Closeable {

    /** Returns what it is called in messages. */
    String name();

    /** Returns how many bytes there are. */
    long size() throws IOException;

    /** Reads some bytes from a place on; returns how many, or -1 when there are none. */
    int read(ByteBuffer into, long at) throws IOException;

    /** Opens a file. */
    static SealedSource of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new SealedSource() {
            @Override
            public String name() {
                return String.valueOf(file.getFileName());
            }

            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public int read(ByteBuffer into, long at) throws IOException {
                return channel.read(into, at);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
