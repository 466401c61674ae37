package io.amsphub.connectors.storage;

import io.amsphub.processors.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * Opens a sealed file, a chunk at a time; what was not proven is never given out. Skipping costs nothing: chunks in
 * between are not read. Not thread-safe.
 */
final class SealedInput extends InputStream {

    private final SealedSource source;
    private final ChunkCipher cipher;
    private final long bytes;
    private final byte[] sealed = new byte[ChunkCipher.SEALED_CHUNK];
    private final byte[] chunk = new byte[ChunkCipher.CHUNK];
    private long position;
    private long opened = -1;
    private int length;

    /**
     * Opens a file.
     *
     * @throws IOException when it is no sealed file
     */
    SealedInput(Path file, byte[] key) throws IOException {
        this(SealedSource.of(file), key);
    }

    /**
     * Opens a sealed content, whose source is closed with it.
     *
     * @throws IOException when it is none
     */
    SealedInput(SealedSource source, byte[] key) throws IOException {
        this.source = source;
        cipher = new ChunkCipher(key);
        bytes = ChunkCipher.contentBytes(source.size());
        byte[] header = new byte[ChunkCipher.HEADER];
        if (bytes < 0
                || fill(header, header.length, 0) < header.length
                || !Arrays.equals(header, ChunkCipher.header())) {
            source.close();
            throw new IOException(FailureCode.CONTENT_DAMAGED.code() + " sealed file " + source.name()
                    + " is damaged: it has no header, or was cut off");
        }
    }

    /**
     * Opens the first and the last chunk: a small file is proven as a whole, a long one is not cut off.
     *
     * @throws IOException when one of them does not open
     */
    void proveEnds() throws IOException {
        open(last());
        open(0);
    }

    private long last() {
        return Math.max(0, bytes - 1) / ChunkCipher.CHUNK;
    }

    private int fill(byte[] into, int wanted, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, wanted);
        long at = from;
        while (buffer.hasRemaining()) {
            int count = source.read(buffer, at);
            if (count < 0) {
                break;
            }
            at += count;
        }
        return buffer.position();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (position >= bytes && opened >= 0) {
            return -1;
        }
        open(bytes == 0 ? 0 : Math.min(position, bytes - 1) / ChunkCipher.CHUNK);
        if (position >= bytes) {
            return -1;
        }
        int at = (int) (position % ChunkCipher.CHUNK);
        int count = Math.min(wanted, length - at);
        System.arraycopy(chunk, at, into, offset, count);
        position += count;
        return count;
    }

    private void open(long number) throws IOException {
        if (number == opened) {
            return;
        }
        opened = -1;
        int count = fill(sealed, sealed.length, ChunkCipher.HEADER + number * ChunkCipher.SEALED_CHUNK);
        try {
            length = cipher.open(number, number == last(), sealed, count, chunk);
        } catch (AEADBadTagException e) {
            throw new IOException(
                    FailureCode.CONTENT_DAMAGED.code() + " chunk " + number + " of sealed file " + source.name()
                            + " was changed, moved or cut off",
                    e);
        }
        opened = number;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, bytes - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, bytes - position));
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(chunk, (byte) 0);
        source.close();
    }
}
