package io.amsphub.mesh.estimate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a build takes.
 *
 * @param printTimeS time from the first move to the last, in s; heating is not in it
 * @param feedstockMm3 feedstock that is used, supports and skirt included, in mm³
 * @param layers number of layers, those of support alone included
 * @param supportMm3 the part of the feedstock that is support, in mm³
 * @param features work by feature, in the order of the features; for other processes than material
 *     extrusion empty
 */
public record PrintEstimate(
        double printTimeS, double feedstockMm3, int layers, double supportMm3, Map<Feature, FeatureWork> features) {

    /** Keeps a copy of the features. */
    public PrintEstimate {
        features = Collections.unmodifiableMap(new TreeMap<>(features));
    }

    /** Returns the work of a feature, nothing when the build has none of it. */
    public FeatureWork work(Feature feature) {
        FeatureWork work = features.get(feature);
        return work == null ? new FeatureWork(0, 0, 0) : work;
    }
}
