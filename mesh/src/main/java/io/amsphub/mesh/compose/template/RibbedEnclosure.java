package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import java.util.ArrayList;
import java.util.List;

/** An open enclosure for a circuit board: ribs along the long walls, a screw post in each corner, vents in the floor. */
final class RibbedEnclosure {

    private RibbedEnclosure() {}

    static Template template() {
        return new Template(
                "ribbed-enclosure",
                "Enclosure with ribs, screw posts and vents",
                List.of(
                        ParameterSpec.length("length", 40, 220, 90, "inner length"),
                        ParameterSpec.length("width", 30, 200, 60, "inner width"),
                        ParameterSpec.length("height", 10, 100, 30, "inner height"),
                        ParameterSpec.length("wall", 1.2, 5, 2, "thickness of walls and floor"),
                        ParameterSpec.count("ribs", 0, 8, 4, "ribs on each long wall"),
                        ParameterSpec.count("vents", 0, 8, 5, "slots in the floor"),
                        ParameterSpec.length("screwHole", 1.5, 3.5, 2.5, "diameter of the holes in the posts")),
                List.of(new Template.Rule(
                        "length at least 4 mm + 2 * (2 * screwHole + 5 mm) + 3 * wall * ribs",
                        v -> v.number("length")
                                >= 4 + 2 * (2 * v.number("screwHole") + 5) + 3 * v.number("wall") * v.count("ribs"))),
                RibbedEnclosure::build);
    }

    private static SolidTree build(Parameters v) {
        double l = v.number("length");
        double w = v.number("width");
        double wall = v.number("wall");
        double top = wall + v.number("height");
        double r = 3;
        SolidTree body = SolidTree.part(
                Solids.prism(Outline.rounded(-wall, -wall, l + wall, w + wall, r + wall), List.of(), 0, top));
        SolidTree hollow = SolidTree.part(Solids.prism(Outline.rounded(0, 0, l, w, r), List.of(), wall, top + 1));
        List<SolidTree> added = new ArrayList<>(ribs(v));
        added.addAll(posts(v));
        List<SolidTree> cut = new ArrayList<>(screwHoles(v));
        cut.addAll(vents(v));
        return body.without(hollow).with(added.toArray(new SolidTree[0])).without(cut.toArray(new SolidTree[0]));
    }

    private static double postRadius(Parameters v) {
        return v.number("screwHole") / 2 + 1.6;
    }

    private static List<SolidTree> ribs(Parameters v) {
        List<SolidTree> ribs = new ArrayList<>();
        double wall = v.number("wall");
        double free = 2 * postRadius(v) + 2;
        double room = v.number("length") - 2 * free;
        double z1 = wall + 0.8 * v.number("height");
        for (int i = 0; i < v.count("ribs"); i++) {
            double x = free + room * (i + 0.5) / v.count("ribs");
            double w = v.number("width");
            ribs.add(SolidTree.part(Solids.box(x - wall / 2, -wall / 2, wall / 2, x + wall / 2, wall, z1)));
            ribs.add(SolidTree.part(Solids.box(x - wall / 2, w - wall, wall / 2, x + wall / 2, w + wall / 2, z1)));
        }
        return ribs;
    }

    private static double[][] corners(Parameters v) {
        double in = postRadius(v) - 0.3;
        double l = v.number("length") - in;
        double w = v.number("width") - in;
        return new double[][] {{in, in}, {l, in}, {l, w}, {in, w}};
    }

    private static List<SolidTree> posts(Parameters v) {
        List<SolidTree> posts = new ArrayList<>();
        double wall = v.number("wall");
        for (double[] at : corners(v)) {
            posts.add(SolidTree.part(
                    Solids.cylinder(at[0], at[1], wall / 2, wall + 0.9 * v.number("height"), postRadius(v))));
        }
        return posts;
    }

    private static List<SolidTree> screwHoles(Parameters v) {
        List<SolidTree> holes = new ArrayList<>();
        double top = v.number("wall") + v.number("height");
        for (double[] at : corners(v)) {
            holes.add(SolidTree.part(
                    Solids.cylinder(at[0], at[1], v.number("wall") + 0.5, top + 2, v.number("screwHole") / 2)));
        }
        return holes;
    }

    private static List<SolidTree> vents(Parameters v) {
        List<SolidTree> vents = new ArrayList<>();
        int n = v.count("vents");
        double free = 2 * postRadius(v) + 2;
        double room = v.number("length") - 2 * free;
        double half = room / (4.0 * Math.max(1, n));
        double y0 = 2 * v.number("wall") + 1;
        double y1 = v.number("width") - y0;
        for (int i = 0; i < n; i++) {
            double x = free + room * (i + 0.5) / n;
            double radius = Math.min(half, 2);
            Outline slot = Outline.rounded(x - radius, y0, x + radius, y1, 0.95 * radius);
            vents.add(SolidTree.part(Solids.prism(slot, List.of(), -1, v.number("wall") + 0.4)));
        }
        return vents;
    }
}
