package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one slicing of a part measured, small enough to keep: the geometry of each layer, and the length,
 * volume and time of each {@link Feature} in it. From this an estimate for other speeds, accelerations,
 * flow limits, cooling or retraction takes well under a millisecond a hundred layers, without the mesh; for
 * another layer height, infill, wall count or support the part has to be measured again. Immutable.
 *
 * <p>{@link #toBytes()} and {@link #fromBytes} store it; figures are kept as floats, 7 digits.
 */
public final class LayerMeasures {

    static final int GEOMETRY = 7;

    private final int layers;
    private final int extraLayers;

    /** By layer: height, area, perimeter, islands, holes, area over air, support area. */
    private final float[] geometry;

    /** By layer and feature: length, volume, time, time without cooling, speed, acceleration. */
    private final float[] work;

    static final int WORK = 6;

    LayerMeasures(int layers, int extraLayers, float[] geometry, float[] work) {
        this.layers = layers;
        this.extraLayers = extraLayers;
        this.geometry = geometry;
        this.work = work;
    }

    /** Fills measures layer by layer. */
    static final class Builder {

        private final float[] geometry;
        private final float[] work;
        private final ExtrusionSettings settings;

        Builder(int layers, ExtrusionSettings settings) {
            this.settings = settings;
            geometry = new float[GEOMETRY * layers];
            work = new float[WORK * Feature.count() * layers];
        }

        void layer(int layer, double height, LayerRegions regions, Contours support, LayerWork done) {
            Contours slice = regions.slice;
            double air = layer == 0 ? 0 : regions.exposedBottom.area();
            double[] values = {
                height, slice.area(), slice.perimeter(), slice.islands(), slice.holes(), air, support.area()
            };
            for (int i = 0; i < GEOMETRY; i++) {
                geometry[GEOMETRY * layer + i] = (float) values[i];
            }
            for (int f = 0; f < Feature.count(); f++) {
                int at = WORK * (Feature.count() * layer + f);
                Feature feature = Feature.of(f);
                double area = done.length[f] > 0 ? done.volume[f] / settings.multiplier / done.length[f] : 0;
                work[at] = (float) done.length[f];
                work[at + 1] = (float) done.volume[f];
                work[at + 2] = (float) done.seconds[f];
                work[at + 3] = (float) done.plainSeconds[f];
                work[at + 4] = (float) settings.speed(feature, layer == 0, area);
                work[at + 5] = (float) settings.acceleration(feature, layer == 0);
            }
        }

        LayerMeasures build(int extraLayers) {
            return new LayerMeasures(geometry.length / GEOMETRY, extraLayers, geometry, work);
        }
    }

    /** Returns the number of layers of the part. */
    public int layers() {
        return layers;
    }

    /** Returns the height of a layer in mm. */
    public double heightMm(int layer) {
        return geometry[GEOMETRY * layer];
    }

    /** Returns the area of a layer in mm². */
    public double areaMm2(int layer) {
        return geometry[GEOMETRY * layer + 1];
    }

    /** Returns the length of all contours of a layer in mm. */
    public double perimeterMm(int layer) {
        return geometry[GEOMETRY * layer + 2];
    }

    /** Returns the number of islands of a layer. */
    public int islands(int layer) {
        return (int) geometry[GEOMETRY * layer + 3];
    }

    /** Returns the number of holes of a layer. */
    public int holes(int layer) {
        return (int) geometry[GEOMETRY * layer + 4];
    }

    /** Returns the area of a layer that has nothing below it, in mm²; 0 for the first. */
    public double overhangMm2(int layer) {
        return geometry[GEOMETRY * layer + 5];
    }

    /** Returns the cross-section of the support beside a layer in mm². */
    public double supportAreaMm2(int layer) {
        return geometry[GEOMETRY * layer + 6];
    }

    /** Returns the estimate for the settings that were measured with. */
    public PrintEstimate estimate() {
        double[] seconds = new double[Feature.count()];
        for (int i = 0; i < layers * Feature.count(); i++) {
            seconds[i % Feature.count()] += work[WORK * i + 2];
        }
        return sum(seconds);
    }

    /**
     * Returns the estimate for other speeds, accelerations, flow limits and cooling. The moves of a feature
     * count as equal strokes with a stop at each end, as many as their measured time tells: exact for the
     * same speeds, some 15 % off at twice the speed on curved parts, where corners slow fast moves more.
     *
     * @param profile settings with the same layer height, infill, walls and support as were measured with
     */
    public PrintEstimate estimate(PrusaProfile profile) {
        ExtrusionSettings settings = new ExtrusionSettings(profile);
        double[] seconds = new double[Feature.count()];
        LayerRetiming retiming = new LayerRetiming(settings);
        for (int layer = 0; layer < layers; layer++) {
            retiming.add(work, WORK * Feature.count() * layer, layer == 0, seconds);
        }
        return sum(seconds);
    }

    private PrintEstimate sum(double[] seconds) {
        Map<Feature, FeatureWork> features = new EnumMap<>(Feature.class);
        double time = 0;
        double feedstock = 0;
        for (Feature feature : Feature.values()) {
            double length = 0;
            double volume = 0;
            for (int layer = 0; layer < layers; layer++) {
                int at = WORK * (Feature.count() * layer + feature.index());
                length += work[at];
                volume += work[at + 1];
            }
            double spent = seconds[feature.index()];
            if (length > 0 || spent > 0) {
                features.put(feature, new FeatureWork(spent, length, volume));
            }
            time += spent;
            feedstock += volume;
        }
        double support = volume(features, Feature.SUPPORT) + volume(features, Feature.SUPPORT_INTERFACE);
        return new PrintEstimate(time, feedstock, layers + extraLayers, support, features);
    }

    private static double volume(Map<Feature, FeatureWork> features, Feature feature) {
        FeatureWork work = features.get(feature);
        return work == null ? 0 : work.volumeMm3();
    }

    /** Returns the measures as bytes, for {@link #fromBytes}. */
    public byte[] toBytes() {
        return MeasuresCodec.encode(layers, extraLayers, geometry, work);
    }

    /**
     * Reads measures that {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are not such measures
     */
    public static LayerMeasures fromBytes(byte[] bytes) {
        return MeasuresCodec.decode(bytes);
    }
}
