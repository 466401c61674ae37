package io.amsphub.mesh.io;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The mark that a text file may begin with to say how its characters are encoded. */
enum ByteOrderMark {
    UTF_8(3, StandardCharsets.UTF_8),
    UTF_16BE(2, StandardCharsets.UTF_16BE),
    UTF_16LE(2, StandardCharsets.UTF_16LE),
    /** No mark: bytes are taken as they are, which is right for ASCII, Latin-1 and UTF-8 alike. */
    NONE(0, StandardCharsets.ISO_8859_1);

    private final int length;
    private final Charset charset;

    ByteOrderMark(int length, Charset charset) {
        this.length = length;
        this.charset = charset;
    }

    int length() {
        return length;
    }

    Charset charset() {
        return charset;
    }

    static ByteOrderMark of(byte[] head) {
        int first = head.length > 0 ? head[0] & 0xFF : -1;
        int second = head.length > 1 ? head[1] & 0xFF : -1;
        if (first == 0xEF && second == 0xBB && head.length > 2 && (head[2] & 0xFF) == 0xBF) {
            return UTF_8;
        }
        if (first == 0xFE && second == 0xFF) {
            return UTF_16BE;
        }
        return first == 0xFF && second == 0xFE ? UTF_16LE : NONE;
    }
}
