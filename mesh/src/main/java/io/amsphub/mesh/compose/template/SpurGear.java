package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.Outline;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.compose.Solids;
import java.util.List;

/** A spur gear with involute teeth (ISO 53: addendum 1 module, dedendum 1.25 modules, pressure angle 20 degrees). */
final class SpurGear {

    private static final double PRESSURE_ANGLE = Math.toRadians(20);
    private static final int FLANK_STEPS = 6;

    private SpurGear() {}

    static Template template() {
        return new Template(
                "spur-gear",
                "Spur gear with involute teeth",
                List.of(
                        ParameterSpec.length("module", 0.8, 4, 1.5, "pitch diameter over teeth"),
                        ParameterSpec.count("teeth", 10, 60, 24, "number of teeth"),
                        ParameterSpec.length("width", 2, 40, 8, "width of the teeth"),
                        ParameterSpec.length("bore", 0, 60, 6, "diameter of the bore; 0 for none"),
                        ParameterSpec.length("backlash", 0, 0.3, 0.1, "by which each tooth is thinner")),
                List.of(new Template.Rule(
                        "bore at most module * (teeth - 2.5) - 3 mm",
                        v -> v.number("bore") <= v.number("module") * (v.count("teeth") - 2.5) - 3)),
                SpurGear::build);
    }

    private static SolidTree build(Parameters v) {
        double r = v.number("bore") / 2;
        List<Outline> bore = r > 0 ? List.of(Outline.circle(0, 0, r, Solids.segments(r))) : List.of();
        return SolidTree.part(Solids.prism(outline(v), bore, 0, v.number("width")));
    }

    private static Outline outline(Parameters v) {
        double module = v.number("module");
        int teeth = v.count("teeth");
        double pitch = module * teeth / 2;
        double base = pitch * Math.cos(PRESSURE_ANGLE);
        double tip = pitch + module;
        double root = pitch - 1.25 * module;
        double start = Math.max(base, root);
        double half = Math.PI / (2 * teeth) - v.number("backlash") / (2 * pitch) + involute(PRESSURE_ANGLE);
        Outline gear = new Outline();
        for (int tooth = 0; tooth < teeth; tooth++) {
            double middle = 2 * Math.PI * tooth / teeth;
            polar(gear, root, middle - half);
            for (int i = 0; i <= FLANK_STEPS; i++) {
                double radius = start + (tip - start) * i / FLANK_STEPS;
                polar(gear, radius, middle - half + involute(Math.acos(base / radius)));
            }
            for (int i = FLANK_STEPS; i >= 0; i--) {
                double radius = start + (tip - start) * i / FLANK_STEPS;
                polar(gear, radius, middle + half - involute(Math.acos(base / radius)));
            }
            polar(gear, root, middle + half);
        }
        return gear;
    }

    private static double involute(double angle) {
        return Math.tan(angle) - angle;
    }

    private static void polar(Outline outline, double radius, double angle) {
        outline.to(radius * Math.cos(angle), radius * Math.sin(angle));
    }
}
