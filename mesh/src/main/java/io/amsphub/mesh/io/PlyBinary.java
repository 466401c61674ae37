package io.amsphub.mesh.io;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The values of a binary PLY in either byte order, straight from the window. */
final class PlyBinary implements PlyReader.Values {

    private final ByteSource source;
    private final VarHandle shorts;
    private final VarHandle ints;
    private final VarHandle floats;
    private final VarHandle doubles;

    PlyBinary(ByteSource source, PlyHeader.Encoding encoding) {
        this.source = source;
        ByteOrder order = encoding == PlyHeader.Encoding.BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        shorts = MethodHandles.byteArrayViewVarHandle(short[].class, order);
        ints = MethodHandles.byteArrayViewVarHandle(int[].class, order);
        floats = MethodHandles.byteArrayViewVarHandle(float[].class, order);
        doubles = MethodHandles.byteArrayViewVarHandle(double[].class, order);
    }

    @Override
    public String where() {
        return source.where();
    }

    @Override
    public void begin() {
        // binary elements follow each other without a mark
    }

    @Override
    public double number(PlyHeader.Type type) throws IOException, MeshFormatException {
        return switch (type) {
            case FLOAT32 -> (float) floats.get(source.buffer, take(4));
            case FLOAT64 -> (double) doubles.get(source.buffer, take(8));
            default -> integer(type);
        };
    }

    @Override
    public long integer(PlyHeader.Type type) throws IOException, MeshFormatException {
        return switch (type) {
            case INT8 -> source.buffer[take(1)];
            case UINT8 -> source.buffer[take(1)] & 0xFF;
            case INT16 -> (short) shorts.get(source.buffer, take(2));
            case UINT16 -> (short) shorts.get(source.buffer, take(2)) & 0xFFFF;
            case INT32 -> (int) ints.get(source.buffer, take(4));
            case UINT32 -> (int) ints.get(source.buffer, take(4)) & 0xFFFFFFFFL;
            case FLOAT32, FLOAT64 -> wholeNumber(number(type));
        };
    }

    /** Some programs declare indices as floats. */
    private long wholeNumber(double value) throws MeshFormatException {
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new MeshFormatException(MeshFault.BAD_COUNT, value + " is not a whole number", where());
        }
        return (long) value;
    }

    private int take(int bytes) throws IOException, MeshFormatException {
        if (source.end - source.pos < bytes && !source.has(bytes)) {
            throw new MeshFormatException(MeshFault.TRUNCATED, "the file ends before its last element", where());
        }
        int at = source.pos;
        source.pos = at + bytes;
        return at;
    }
}
