package io.amsphub.mesh.io;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The rules behind {@link MeshFormat#recognise}: signatures first, then structure, then the name. */
final class FormatRecognition {

    private static final int BINARY_STL_HEADER = 84;
    private static final int BINARY_STL_FACET = 50;

    private FormatRecognition() {}

    static Optional<MeshFormat> recognise(byte[] head, String fileName) {
        Optional<MeshFormat> named = MeshFormat.ofName(fileName);
        if (isZip(head)) {
            return ofPackage(head, named);
        }
        String text = text(head);
        if (text.startsWith("ply") && (text.length() == 3 || text.charAt(3) <= ' ')) {
            return Optional.of(MeshFormat.PLY);
        }
        if (looksBinary(head)) {
            boolean fits = isWholeBinaryStl(head);
            return fits || startsWithWord(text, "solid") ? Optional.of(MeshFormat.STL) : named.filter(f -> !isXml(f));
        }
        return ofText(text, named);
    }

    private static Optional<MeshFormat> ofText(String raw, Optional<MeshFormat> named) {
        String text = withoutComments(raw).stripLeading();
        if (text.startsWith("<")) {
            return text.contains("<amf") ? Optional.of(MeshFormat.AMF) : named.filter(FormatRecognition::isXml);
        }
        if (startsWithWord(text.toLowerCase(Locale.ROOT), "solid")) {
            return Optional.of(MeshFormat.STL);
        }
        if (text.matches("(?s)(ST)?C?N?4?n?OFF(\\s.*|\\d.*|)")) {
            return Optional.of(MeshFormat.OFF);
        }
        if (text.lines().anyMatch(line -> line.strip().matches("(v|vn|vt|f|l|p)\\s+[-+.\\d].*|(mtllib|usemtl)\\s.*"))) {
            return Optional.of(MeshFormat.OBJ);
        }
        return named.filter(format -> !isXml(format));
    }

    /** A package shows the names of its first parts in the local headers at its start. */
    private static Optional<MeshFormat> ofPackage(byte[] head, Optional<MeshFormat> named) {
        String names = new String(head, 0, Math.min(head.length, MeshFormat.HEAD_BYTES), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (names.contains("[content_types].xml") || names.contains(".model") || names.contains("_rels/")) {
            return Optional.of(MeshFormat.THREE_MF);
        }
        if (names.contains(".amf")) {
            return Optional.of(MeshFormat.AMF);
        }
        return named.filter(FormatRecognition::isXml);
    }

    private static boolean isXml(MeshFormat format) {
        return format == MeshFormat.AMF || format == MeshFormat.THREE_MF;
    }

    static boolean isZip(byte[] head) {
        return head.length >= 4
                && head[0] == 'P'
                && head[1] == 'K'
                && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
    }

    /** True when the count in the header and the bytes that are there agree: only for files shorter than the head. */
    private static boolean isWholeBinaryStl(byte[] head) {
        return head.length >= BINARY_STL_HEADER
                && binaryStlCount(head) * BINARY_STL_FACET + BINARY_STL_HEADER == head.length;
    }

    /** Returns the facet count that a binary STL header claims, as an unsigned number. */
    static long binaryStlCount(byte[] head) {
        return (head[80] & 0xFFL) | (head[81] & 0xFFL) << 8 | (head[82] & 0xFFL) << 16 | (head[83] & 0xFFL) << 24;
    }

    private static boolean startsWithWord(String text, String word) {
        String start = text.stripLeading();
        return start.startsWith(word) && (start.length() == word.length() || start.charAt(word.length()) <= ' ');
    }

    /** Text has no NUL and hardly any other control character; UTF-16 announces itself by its mark. */
    static boolean looksBinary(byte[] head) {
        if (ByteOrderMark.of(head) != ByteOrderMark.NONE) {
            return false;
        }
        int end = Math.min(head.length, MeshFormat.HEAD_BYTES);
        for (int i = 0; i < end; i++) {
            if (head[i] >= 0 && head[i] < ' ' && (head[i] < '\t' || head[i] > '\r') && head[i] != 0x1A) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] head) {
        ByteOrderMark mark = ByteOrderMark.of(head);
        int end = Math.min(head.length, MeshFormat.HEAD_BYTES);
        return new String(head, mark.length(), Math.max(0, end - mark.length()), mark.charset());
    }

    private static String withoutComments(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.lines().filter(line -> !line.stripLeading().startsWith("#")).forEach(line -> out.append(line)
                .append('\n'));
        return out.toString();
    }
}
