package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.topology.IntList;

/**
 * Flat areas so large that they warp: in material extrusion those on the platform, with the sharp corners that
 * lift first, otherwise those that lie anywhere.
 */
final class WarpCheck implements PrintCheck {

    private static final double FLAT = Math.cos(Math.toRadians(1));
    private static final double STEEP = 0.2;
    private static final double SHARP = Math.cos(Math.toRadians(80));

    @Override
    public void judge(PrintModel model, Judgements out) {
        ProcessLimits limits = out.limits();
        if (!limits.has(Limit.FLAT_AREA)) {
            return;
        }
        boolean platformOnly = limits.category() == ProcessCategory.MEX;
        double limit = limits.value(Limit.FLAT_AREA);
        boolean[] seen = new boolean[model.areas.length];
        PlaceList places = out.places(Places.Kind.FACET);
        double largest = 0;
        int count = 0;
        for (int seed : model.facets) {
            if (seen[seed] || (platformOnly && !liesOnPlatform(model, seed))) {
                continue;
            }
            IntList region = grow(model, seed, seen);
            double area = 0;
            for (int i = 0; i < region.size(); i++) {
                area += model.areas[region.get(i)];
            }
            if (area > limit) {
                count++;
                largest = Math.max(largest, area);
                for (int i = 0; i < region.size(); i++) {
                    places.add(region.get(i));
                }
            }
        }
        if (count > 0) {
            report(out, count, largest, places, platformOnly ? sharpCorners(model) : 0);
        }
    }

    private static void report(Judgements out, int count, double largest, PlaceList places, int corners) {
        String remark = corners > 0 ? corners + " sharp corners on the platform lift first. " : "";
        String remedy = corners > 0
                ? "Round the corners, add a brim, heat the chamber, or break up the flat area."
                : "Break up the flat area, make it thicker towards the middle, or tilt the part.";
        out.add(
                Finding.measured(FindingKind.WARP_PRONE, Severity.DEGRADES, count, largest, "mm2", places.places()),
                Limit.FLAT_AREA,
                remark,
                remedy);
    }

    private static boolean liesOnPlatform(PrintModel model, int f) {
        return model.normals[3 * f + 2] < -FLAT && model.top(f) <= model.platform() + 10 * model.resolution();
    }

    /** The facets around a seed that are parallel to it. */
    private static IntList grow(PrintModel model, int seed, boolean[] seen) {
        IntList region = new IntList();
        int[] mate = model.edges.mate();
        region.add(seed);
        seen[seed] = true;
        for (int i = 0; i < region.size(); i++) {
            int f = region.get(i);
            for (int h = 3 * f; h < 3 * f + 3; h++) {
                int other = mate[h] >= 0 ? mate[h] / 3 : seed;
                if (!seen[other] && model.cosine(seed, other) > FLAT) {
                    seen[other] = true;
                    region.add(other);
                }
            }
        }
        return region;
    }

    /** Upright convex edges of at most 100 degrees that end on the platform. */
    private static int sharpCorners(PrintModel model) {
        int[] mate = model.edges.mate();
        int count = 0;
        for (int f : model.facets) {
            for (int h = 3 * f; h < 3 * f + 3; h++) {
                int other = mate[h] > h ? mate[h] / 3 : -1;
                if (other >= 0
                        && Math.abs(model.normals[3 * f + 2]) < STEEP
                        && Math.abs(model.normals[3 * other + 2]) < STEEP
                        && model.cosine(f, other) < SHARP
                        && DownRegions.isConvex(model, f, mate[h])
                        && lowEnd(model, h) <= model.platform() + 10 * model.resolution()) {
                    count++;
                }
            }
        }
        return count;
    }

    private static double lowEnd(PrintModel model, int h) {
        return Math.min(model.xyz[3 * model.edges.from(h) + 2], model.xyz[3 * model.edges.to(h) + 2]);
    }
}
