package io.amsphub.mesh.render;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes pictures as PNG (ISO/IEC 15948): true colour of 8 bits, rows filtered against the row above or the left. */
final class PngWriter {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int UP = 2;
    private static final int SUB = 1;

    private PngWriter() {}

    /**
     * Returns the file.
     *
     * @param rgb {@code int[width·height]}, rows from the top, 0xRRGGBB
     */
    static byte[] encode(int[] rgb, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(width * height / 4 + 100);
        out.writeBytes(SIGNATURE);
        byte[] header = new byte[13];
        putInt(header, 0, width);
        putInt(header, 4, height);
        header[8] = 8;
        header[9] = 2;
        chunk(out, "IHDR", header, header.length);
        byte[] packed = packed(rgb, width, height);
        chunk(out, "IDAT", packed, packed.length);
        chunk(out, "IEND", new byte[0], 0);
        return out.toByteArray();
    }

    private static byte[] packed(int[] rgb, int width, int height) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream(width * height / 4 + 100);
        byte[] buffer = new byte[1 << 14];
        byte[] above = new byte[3 * width];
        byte[] row = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = rgb[y * width + x];
                row[3 * x] = (byte) (colour >> 16);
                row[3 * x + 1] = (byte) (colour >> 8);
                row[3 * x + 2] = (byte) colour;
            }
            deflater.setInput(filtered(row, above));
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            byte[] swap = above;
            above = row;
            row = swap;
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Returns the row after the filter that leaves the smaller sum, its number first. */
    private static byte[] filtered(byte[] row, byte[] above) {
        byte[] up = new byte[row.length + 1];
        byte[] sub = new byte[row.length + 1];
        up[0] = UP;
        sub[0] = SUB;
        long upSum = 0;
        long subSum = 0;
        for (int i = 0; i < row.length; i++) {
            up[i + 1] = (byte) (row[i] - above[i]);
            sub[i + 1] = (byte) (row[i] - (i < 3 ? 0 : row[i - 3]));
            upSum += Math.abs(up[i + 1]);
            subSum += Math.abs(sub[i + 1]);
        }
        return upSum <= subSum ? up : sub;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        byte[] number = new byte[4];
        putInt(number, 0, length);
        out.writeBytes(number);
        out.writeBytes(name);
        out.write(data, 0, length);
        putInt(number, 0, (int) crc.getValue());
        out.writeBytes(number);
    }

    private static void putInt(byte[] at, int from, int value) {
        at[from] = (byte) (value >> 24);
        at[from + 1] = (byte) (value >> 16);
        at[from + 2] = (byte) (value >> 8);
        at[from + 3] = (byte) value;
    }
}
