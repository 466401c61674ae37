package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.topology.IntList;

/**
 * Surface that leans over too much as the part lies: bridges with a span above the limit, and everything else
 * that is neither a bridge nor a ledge short enough to carry itself.
 */
final class OverhangCheck implements PrintCheck {

    @Override
    public void judge(PrintModel model, Judgements out) {
        ProcessLimits limits = out.limits();
        if (!limits.has(Limit.OVERHANG_ANGLE)) {
            return;
        }
        double layer = PartWidths.largest(limits, Limit.LAYER);
        double ledge = PartWidths.largest(limits, Limit.OVERHANG_LENGTH);
        double bridge = PartWidths.largest(limits, Limit.BRIDGE);
        DownRegions regions = new DownRegions(model, limits.value(Limit.OVERHANG_ANGLE), layer);
        Tally overhangs = new Tally(out);
        Tally bridges = new Tally(out);
        for (int region = 0; region < regions.count(); region++) {
            Span span = new Span(model, regions, region);
            double width = span.bridge(regions.facets(region));
            double slack = 10 * model.resolution();
            if (width < Double.POSITIVE_INFINITY) {
                if (width > bridge + slack) {
                    bridges.add(regions, region, width);
                }
            } else if (span.ledge() > ledge + slack) {
                overhangs.add(regions, region, 0);
            }
        }
        overhangs.reportOverhang(out);
        bridges.reportBridge(out);
    }

    private static final class Tally {
        private final PlaceList places;
        private int count;
        private double area;
        private double longest;

        Tally(Judgements out) {
            places = out.places(Places.Kind.FACET);
        }

        void add(DownRegions regions, int region, double span) {
            count++;
            area += regions.area(region);
            longest = Math.max(longest, span);
            IntList facets = regions.facets(region);
            for (int i = 0; i < facets.size(); i++) {
                places.add(facets.get(i));
            }
        }

        void reportOverhang(Judgements out) {
            if (count > 0) {
                Severity severity =
                        out.limits().category() == ProcessCategory.DED ? Severity.DEGRADES : Severity.INFORMS;
                out.add(
                        Finding.measured(FindingKind.OVERHANG, severity, count, area, "mm2", places.places()),
                        Limit.OVERHANG_ANGLE,
                        "",
                        "Support these surfaces, turn the part, or give them a steeper slope.");
            }
        }

        void reportBridge(Judgements out) {
            if (count > 0) {
                Limit limit = out.limits().has(Limit.BRIDGE) ? Limit.BRIDGE : Limit.OVERHANG_ANGLE;
                out.add(
                        Finding.measured(
                                FindingKind.LONG_BRIDGE, Severity.DEGRADES, count, longest, "mm", places.places()),
                        limit,
                        "",
                        "Support the bridge, make it shorter, or give it an arch.");
            }
        }
    }
}
