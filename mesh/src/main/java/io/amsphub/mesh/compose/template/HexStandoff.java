package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import java.util.List;

/** A hexagonal standoff or nut blank: a prism with a bore, its corners turned off at both ends as nuts have it. */
final class HexStandoff {

    /** Corners of a nut are turned off at 30 degrees. */
    private static final double SLOPE = Math.tan(Math.toRadians(30));

    private HexStandoff() {}

    static Template template() {
        return new Template(
                "hex-standoff",
                "Hexagonal standoff or nut blank",
                List.of(
                        ParameterSpec.length("acrossFlats", 4, 60, 10, "width across flats"),
                        ParameterSpec.length("bore", 1, 50, 5, "diameter of the bore"),
                        ParameterSpec.length("height", 2, 120, 20, "height")),
                List.of(new Template.Rule(
                        "bore at least 1.6 mm below acrossFlats",
                        v -> v.number("bore") + 1.6 <= v.number("acrossFlats"))),
                HexStandoff::build);
    }

    private static SolidTree build(Parameters v) {
        double flats = v.number("acrossFlats") / 2;
        double corner = flats / Math.cos(Math.PI / 6);
        double h = v.number("height");
        double face = 0.95 * flats;
        double reach = corner + 1;
        double drop = Math.min((reach - face) * SLOPE, 0.45 * h);
        double wide = face + drop / SLOPE;
        SolidTree hexagon = SolidTree.part(Solids.prism(Outline.circle(0, 0, corner, 6), List.of(), 0, h));
        Outline turned = new Outline()
                .to(v.number("bore") / 2, 0)
                .to(face, 0)
                .to(wide, drop)
                .to(wide, h - drop)
                .to(face, h)
                .to(v.number("bore") / 2, h);
        return hexagon.within(SolidTree.part(Solids.revolution(turned, Solids.segments(flats))));
    }
}
