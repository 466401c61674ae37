package io.amsphub.connectors.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Seals what is written, chunk by chunk. The last chunk is known, and written, when the stream is closed. */
final class SealingOutput extends OutputStream {

    private final OutputStream out;
    private final ChunkCipher cipher;
    private final byte[] chunk = new byte[ChunkCipher.CHUNK];
    private final byte[] sealed = new byte[ChunkCipher.SEALED_CHUNK];
    private int filled;
    private long number;
    private boolean closed;

    /**
     * Seals into another stream, which stays open.
     *
     * @param key for this content only
     */
    SealingOutput(OutputStream out, byte[] key) throws IOException {
        this.out = out;
        cipher = new ChunkCipher(key);
        out.write(ChunkCipher.header());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == chunk.length) {
                emit(false);
            }
            int count = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, from, chunk, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void emit(boolean last) throws IOException {
        out.write(sealed, 0, cipher.seal(number, last, chunk, filled, sealed));
        number++;
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            emit(true);
            Arrays.fill(chunk, (byte) 0);
        }
    }
}
