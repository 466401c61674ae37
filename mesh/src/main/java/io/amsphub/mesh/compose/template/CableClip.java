package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.Placement;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import java.util.List;

/** A clip that a cable is pressed into from above, with a tab for a screw. Stands on its side to be printed. */
final class CableClip {

    private static final int SEGMENTS = 48;

    private CableClip() {}

    static Template template() {
        return new Template(
                "cable-clip",
                "Cable clip with a screw tab",
                List.of(
                        ParameterSpec.length("cableDiameter", 2, 60, 8, "diameter of the cable"),
                        ParameterSpec.length("wall", 1, 6, 2, "thickness of ring and tab"),
                        ParameterSpec.length("width", 6, 40, 12, "along the cable"),
                        ParameterSpec.angle("opening", 30, 120, 70, "angle that the ring leaves open"),
                        ParameterSpec.length("screwHole", 2, 8, 4, "diameter of the hole in the tab")),
                List.of(new Template.Rule(
                        "screwHole at least 2 mm below the width",
                        v -> v.number("screwHole") + 2 <= v.number("width"))),
                CableClip::build);
    }

    private static SolidTree build(Parameters v) {
        double r = v.number("cableDiameter") / 2;
        double wall = v.number("wall");
        double width = v.number("width");
        double from = 90 + v.number("opening") / 2;
        double to = 450 - v.number("opening") / 2;
        Outline ring = new Outline().arc(0, 0, r + wall, from, to, SEGMENTS).arc(0, 0, r, to, from, SEGMENTS);
        SolidTree clip = SolidTree.part(Solids.prism(ring, List.of(), 0, width));
        double hole = v.number("screwHole");
        double reach = r + wall + 2 * hole + 2;
        double floor = -(r + wall);
        SolidTree tab = SolidTree.part(Solids.box(0, floor, 0, reach, floor + wall, width));
        Placement down = new Placement(
                new double[] {reach - hole - 1, floor - 1, width / 2},
                new double[] {1, 0, 0},
                new double[] {0, 0, -1},
                new double[] {0, 1, 0});
        SolidTree screw = SolidTree.part(down.place(Solids.cylinder(0, 0, 0, wall + 2, hole / 2)));
        SolidTree cable = SolidTree.part(Solids.prism(Outline.circle(0, 0, r, SEGMENTS), List.of(), -1, width + 1));
        return clip.with(tab.without(cable)).without(screw);
    }
}
