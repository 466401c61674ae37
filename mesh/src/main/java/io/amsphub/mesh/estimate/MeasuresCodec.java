package io.amsphub.mesh.estimate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Writes and reads {@link LayerMeasures}: a magic number with the version, counts, then floats, deflated. */
final class MeasuresCodec {

    private static final int MAGIC = 0x414C4D01;
    private static final int MOST_LAYERS = 1_000_000;

    private MeasuresCodec() {}

    static byte[] encode(int layers, int extraLayers, float[] geometry, float[] work) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new DeflaterOutputStream(bytes);
                DataOutputStream out = new DataOutputStream(packed)) {
            out.writeInt(MAGIC);
            out.writeInt(layers);
            out.writeInt(extraLayers);
            for (float[] values : new float[][] {geometry, work}) {
                for (float value : values) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static LayerMeasures decode(byte[] bytes) {
        try (InputStream unpacked = new InflaterInputStream(new ByteArrayInputStream(bytes));
                DataInputStream in = new DataInputStream(unpacked)) {
            int magic = in.readInt();
            int layers = in.readInt();
            int extra = in.readInt();
            boolean counts = layers >= 0 && layers <= MOST_LAYERS && extra >= 0 && extra <= MOST_LAYERS;
            if (magic != MAGIC || !counts || tooShort(bytes, layers)) {
                throw new IllegalArgumentException("these bytes are no layer measures of version 1");
            }
            float[] geometry = floats(in, LayerMeasures.GEOMETRY * layers);
            float[] work = floats(in, LayerMeasures.WORK * Feature.count() * layers);
            return new LayerMeasures(layers, extra, geometry, work);
        } catch (IOException e) {
            throw new IllegalArgumentException("these bytes are no layer measures: they end too soon", e);
        }
    }

    /** Deflate packs at most 1032 to 1, so a count that the bytes cannot hold is seen before memory is taken. */
    private static boolean tooShort(byte[] bytes, int layers) {
        long needed = 4L * layers * (LayerMeasures.GEOMETRY + LayerMeasures.WORK * Feature.count());
        return needed > 1100L * bytes.length;
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("layer measures hold a number that is none");
            }
        }
        return values;
    }
}
