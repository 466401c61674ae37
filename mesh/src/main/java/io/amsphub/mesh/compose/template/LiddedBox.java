package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import java.util.List;

/** A box and its lid with a rim that fits into it, side by side as they are printed. */
final class LiddedBox {

    private static final double GAP = 8;
    private static final double RIM = 4;

    private LiddedBox() {}

    static Template template() {
        return new Template(
                "lidded-box",
                "Box with a lid, side by side",
                List.of(
                        ParameterSpec.length("length", 15, 120, 60, "inner length"),
                        ParameterSpec.length("width", 15, 200, 40, "inner width"),
                        ParameterSpec.length("height", 8, 150, 25, "inner height"),
                        ParameterSpec.length("wall", 0.8, 6, 2, "thickness of walls, floor and lid"),
                        ParameterSpec.length("cornerRadius", 0, 7, 4, "inner radius of the upright edges"),
                        ParameterSpec.length("clearance", 0.05, 0.6, 0.2, "between the lid's rim and the box")),
                List.of(),
                LiddedBox::build);
    }

    private static SolidTree build(Parameters v) {
        double l = v.number("length");
        double w = v.number("width");
        double wall = v.number("wall");
        double r = v.number("cornerRadius");
        Outline outside = Outline.rounded(-wall, -wall, l + wall, w + wall, r > 0 ? r + wall : 0);
        SolidTree box = SolidTree.part(Solids.prism(outside, List.of(), 0, wall + v.number("height")));
        Outline inside = Outline.rounded(0, 0, l, w, r);
        SolidTree hollow = SolidTree.part(Solids.prism(inside, List.of(), wall, wall + v.number("height") + 1));
        double c = v.number("clearance");
        Outline rimOuter = Outline.rounded(c, c, l - c, w - c, Math.max(0, r - c));
        double in = c + wall;
        Outline rimInner = Outline.rounded(in, in, l - in, w - in, Math.max(0, r - in));
        SolidTree plate = SolidTree.part(Solids.prism(outside, List.of(), 0, wall));
        SolidTree rim = SolidTree.part(Solids.prism(rimOuter, List.of(rimInner), 0.5 * wall, wall + RIM));
        SolidTree lid = new Moved(plate.with(rim)).by(l + 2 * wall + GAP);
        return box.without(hollow).with(lid);
    }

    /** Leaves of a union moved along X. */
    private record Moved(SolidTree tree) {
        SolidTree by(double dx) {
            if (tree instanceof SolidTree.Part part) {
                return SolidTree.part(Solids.moved(part.mesh(), dx, 0, 0));
            }
            SolidTree.Union union = (SolidTree.Union) tree;
            return new SolidTree.Union(
                    union.of().stream().map(part -> new Moved(part).by(dx)).toList());
        }
    }
}
