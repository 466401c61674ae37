package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.Placement;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;

/** An L bracket: two plates at right angles with a gusset between them and holes in a row in each. */
final class AngleBracket {

    private AngleBracket() {}

    static Template template() {
        return new Template(
                "angle-bracket",
                "L bracket with holes and a gusset",
                List.of(
                        ParameterSpec.length("width", 12, 200, 40, "along the bend"),
                        ParameterSpec.length("base", 20, 150, 40, "reach of the lower plate"),
                        ParameterSpec.length("upright", 20, 150, 50, "height of the upright plate"),
                        ParameterSpec.length("thickness", 2, 15, 5, "of both plates"),
                        ParameterSpec.count("holes", 0, 4, 2, "holes in each plate"),
                        ParameterSpec.length("holeDiameter", 2, 12, 5.5, "of the holes"),
                        new ParameterSpec(
                                "gusset",
                                ParameterSpec.Kind.NUMBER,
                                "1",
                                0,
                                0.6,
                                "0.4",
                                "size of the gusset as a share of the shorter plate")),
                List.of(
                        new Template.Rule(
                                "base and upright at least thickness + 2 * holeDiameter + 4 mm",
                                v -> Math.min(v.number("base"), v.number("upright"))
                                        >= v.number("thickness") + 2 * v.number("holeDiameter") + 4),
                        new Template.Rule(
                                "width at least holes * (holeDiameter + 3 mm) + thickness",
                                v -> v.number("width")
                                        >= v.count("holes") * (v.number("holeDiameter") + 3) + v.number("thickness"))),
                AngleBracket::build);
    }

    private static SolidTree build(Parameters v) {
        double w = v.number("width");
        double t = v.number("thickness");
        double base = v.number("base");
        double upright = v.number("upright");
        Outline ell = new Outline()
                .to(0, 0)
                .to(base, 0)
                .to(base, t)
                .to(t, t)
                .to(t, upright)
                .to(0, upright);
        SolidTree bracket = SolidTree.part(standing(ell, 0, w));
        double size = v.number("gusset") * (Math.min(base, upright) - t - 1);
        if (size > 0.5) {
            double thick = Math.min(t, 0.5 * w);
            double inner = 0.5 * t;
            Outline triangle = new Outline()
                    .to(inner, inner)
                    .to(t + size + t - inner, inner)
                    .to(inner, t + size + t - inner);
            bracket = bracket.with(SolidTree.part(standing(triangle, (w - thick) / 2, (w + thick) / 2)));
        }
        return bracket.without(holes(v).toArray(new SolidTree[0]));
    }

    /** Puts a prism over an outline of Y and Z along X. */
    private static TriangleMesh standing(Outline outline, double x0, double x1) {
        Placement along =
                new Placement(new double[3], new double[] {0, 1, 0}, new double[] {0, 0, 1}, new double[] {1, 0, 0});
        return along.place(Solids.prism(outline, List.of(), x0, x1));
    }

    private static List<SolidTree> holes(Parameters v) {
        List<SolidTree> holes = new ArrayList<>();
        double r = v.number("holeDiameter") / 2;
        double t = v.number("thickness");
        int n = v.count("holes");
        double y = v.number("base") - 1.5 * r - 2;
        double z = v.number("upright") - 1.5 * r - 2;
        for (int i = 0; i < n; i++) {
            double x = v.number("width") * (i + 0.5) / n;
            holes.add(SolidTree.part(Solids.cylinder(x, y, -1, t + 1, r)));
            Placement through = new Placement(
                    new double[] {x, -1, z}, new double[] {1, 0, 0}, new double[] {0, 0, -1}, new double[] {0, 1, 0});
            holes.add(SolidTree.part(through.place(Solids.cylinder(0, 0, 0, t + 2, r))));
        }
        return holes;
    }
}
