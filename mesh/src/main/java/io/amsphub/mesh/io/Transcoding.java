package io.amsphub.mesh.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Brings text to UTF-8: drops the byte order mark, and recodes UTF-16. Offsets then count in the UTF-8 text. */
final class Transcoding {

    private Transcoding() {}

    /** Returns the text from behind its mark, as UTF-8 if the mark says UTF-16, else byte for byte. */
    static InputStream toUtf8(InputStream in, ModelNotes.Collector notes) throws IOException {
        byte[] head = in.readNBytes(3);
        ByteOrderMark mark = ByteOrderMark.of(head);
        InputStream rest = new SequenceInputStream(
                new ByteArrayInputStream(Arrays.copyOfRange(head, mark.length(), head.length)), in);
        if (mark != ByteOrderMark.UTF_16BE && mark != ByteOrderMark.UTF_16LE) {
            return mark == ByteOrderMark.NONE ? new SequenceInputStream(new ByteArrayInputStream(head), in) : rest;
        }
        notes.remark(ModelNotes.Kind.TRANSCODED, "the text is in " + mark.charset(), "byte 0");
        return new Utf8Stream(new InputStreamReader(rest, mark.charset()));
    }

    /** Encodes characters as UTF-8, a block at a time; what is not a character becomes a question mark. */
    private static final class Utf8Stream extends InputStream {

        private static final int BLOCK = 8192;

        private final Reader reader;
        private final CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final CharBuffer chars = CharBuffer.allocate(BLOCK).limit(0);
        private final java.nio.ByteBuffer bytes =
                java.nio.ByteBuffer.allocate(4 * BLOCK).limit(0);
        private boolean ended;

        Utf8Stream(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return refill() ? bytes.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!refill()) {
                return -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count;
        }

        private boolean refill() throws IOException {
            while (!bytes.hasRemaining()) {
                if (ended) {
                    return false;
                }
                chars.compact();
                ended = reader.read(chars) < 0;
                chars.flip();
                bytes.clear();
                encoder.encode(chars, bytes, ended);
                bytes.flip();
            }
            return true;
        }
    }
}
