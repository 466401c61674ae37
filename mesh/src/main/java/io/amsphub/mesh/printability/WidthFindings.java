package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.topology.IntList;

/** Makes findings of widths that miss a limit; features with less surface than a patch of a quarter of the limit squared are left out. */
final class WidthFindings {

    /** Share of the least wall below which material does not form at all; an estimate. */
    private static final double LOST = 0.5;

    private final PrintModel model;
    private final Widths widths;
    private final Judgements out;

    WidthFindings(PrintModel model, Widths widths, Judgements out) {
        this.model = model;
        this.widths = widths;
        this.out = out;
    }

    /** Returns the points of a form whose width is below a limit; none when the limit does not apply. */
    IntList below(Widths.Form form, Limit limit) {
        double value = out.limits().value(limit);
        IntList members = new IntList();
        for (int i = 0; i < widths.points.count(); i++) {
            if (widths.form[i] == form && widths.width[i] < value - tolerance()) {
                members.add(i);
            }
        }
        return members;
    }

    /** Rounding of coordinates to 32-bit floats must not make a wall of exactly the limit too thin. */
    double tolerance() {
        return Math.max(1e-4, 4 * model.resolution());
    }

    /** Reports points whose width misses a limit, each feature once. */
    void report(FindingKind kind, Limit limit, IntList members, double[] measures, String remedy) {
        double value = out.limits().value(limit);
        double area = 0;
        double least = Double.POSITIVE_INFINITY;
        PlaceList places = out.places(Places.Kind.FACET);
        int last = -1;
        for (int m = 0; m < members.size(); m++) {
            int i = members.get(m);
            area += widths.points.area[i];
            least = Math.min(least, measures[i]);
            if (widths.points.facet[i] != last) {
                last = widths.points.facet[i];
                places.add(last);
            }
        }
        if (members.isEmpty() || area < value * value / 4) {
            return;
        }
        int count = Clusters.of(model, widths, members, Math.max(value, least)).count(members.size());
        boolean material = kind == FindingKind.THIN_WALL || kind == FindingKind.SMALL_PIN;
        boolean lost = material && least < LOST * out.limits().value(Limit.WALL_SUPPORTED);
        Severity severity = lost ? Severity.BLOCKS : Severity.DEGRADES;
        out.add(kind, severity, count, least, limit, places.places(), remedy);
    }
}
