package io.amsphub.processors.tdp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP file that is made as it is read, a few kilobytes at a time: nothing is gathered, no thread is needed. All entries
 * have the same time. Not thread-safe.
 */
final class ZipPull extends InputStream {

    private static final int CHUNK = 1 << 15;
    /** 1980-02-01T00:00 in whatever zone: the time that the format knows has none. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final Iterator<Entry> rest;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream(2 * CHUNK);
    private final ZipOutputStream zip = new ZipOutputStream(made);
    private byte[] ready = new byte[0];
    private int at;
    private @Nullable InputStream content;
    private boolean over;

    ZipPull(List<Entry> entries) {
        rest = List.copyOf(entries).iterator();
    }

    /** Opens the content of an entry when it is its turn. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** An entry, and where its content is. */
    record Entry(String name, Source source) {}

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == ready.length) {
            if (over) {
                return -1;
            }
            advance();
            ready = made.toByteArray();
            made.reset();
            at = 0;
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, into, offset, count);
        at += count;
        return count;
    }

    private void advance() throws IOException {
        InputStream now = content;
        if (now != null) {
            byte[] chunk = new byte[CHUNK];
            int count = now.read(chunk);
            if (count >= 0) {
                zip.write(chunk, 0, count);
            } else {
                now.close();
                content = null;
                zip.closeEntry();
            }
        } else if (rest.hasNext()) {
            Entry next = rest.next();
            ZipEntry entry = new ZipEntry(next.name());
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            content = next.source().open();
        } else {
            zip.close();
            over = true;
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        at = ready.length;
        Arrays.fill(ready, (byte) 0);
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
