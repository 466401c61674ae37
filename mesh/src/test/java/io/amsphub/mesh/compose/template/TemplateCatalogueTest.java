package io.amsphub.mesh.compose.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ComposeFault;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.model.TriangleMesh;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateCatalogueTest {

    /** Corners tried of each template; all of them where a template has no more. */
    private static final int MOST_CORNERS = 12;

    static List<Template> templates() {
        return TemplateCatalogue.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void presetsMakeASoundSolidThatStandsOnThePlatform(Template template) throws ComposeException {
        TriangleMesh mesh = template.make(Map.of());

        assertSound(template, Map.of(), mesh);
        assertThat(mesh.boundingBox().minZ()).isZero();
        assertThat(template.make(Map.of()).points()).isEqualTo(mesh.points());
        assertThat(template.make(Map.of()).facets()).isEqualTo(mesh.facets());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void cornersOfTheParameterBoxAreSoundOrRefusedByARule(Template template) throws ComposeException {
        int n = template.parameters().size();
        Random random = new Random(n);
        int made = 0;
        for (int i = 0; i < Math.min(MOST_CORNERS, 1 << n); i++) {
            int corner = 1 << n <= MOST_CORNERS ? i : random.nextInt(1 << n);
            made += makes(template, corner(template, corner)) ? 1 : 0;
        }
        for (int i = 0; i < 4; i++) {
            made += makes(template, inside(template, random)) ? 1 : 0;
        }
        assertThat(made).isPositive();
    }

    private static boolean makes(Template template, Map<String, String> values) throws ComposeException {
        try {
            template.check(values);
        } catch (ComposeException e) {
            assertThat(e.fault()).isEqualTo(ComposeFault.PARAMETERS_CONTRADICT);
            return false;
        }
        assertSound(template, values, template.make(values));
        return true;
    }

    private static Map<String, String> corner(Template template, int bits) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < template.parameters().size(); i++) {
            ParameterSpec spec = template.parameters().get(i);
            boolean high = (bits >> i & 1) == 1;
            values.put(spec.name(), value(spec, high ? spec.max() : spec.min()));
        }
        return values;
    }

    private static Map<String, String> inside(Template template, Random random) {
        Map<String, String> values = new HashMap<>();
        for (ParameterSpec spec : template.parameters()) {
            double at = spec.min() + random.nextDouble() * random.nextDouble() * (spec.max() - spec.min());
            values.put(spec.name(), value(spec, at));
        }
        return values;
    }

    private static String value(ParameterSpec spec, double at) {
        return switch (spec.kind()) {
            case TEXT ->
                "Ag8&%Q Rx-37 @ \u00c4\u00df".replaceAll("[&@]", "S").repeat(3).substring(0, (int) at);
            case COUNT -> Long.toString(Math.round(at));
            case NUMBER -> BigDecimal.valueOf(at).toPlainString();
        };
    }

    private static void assertSound(Template template, Map<String, String> values, TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        assertThat(report.blocking()).as("%s %s", template.name(), values).isEmpty();
        assertThat(report.of(FindingKind.INTERNAL_SHELL)).isEmpty();
        assertThat(report.of(FindingKind.COLLINEAR_FACET))
                .as("%s %s", template.name(), values)
                .isEmpty();
        assertThat(report.measures().volumeMm3()).isPositive();
    }

    @Test
    void badParameterIsNamedWithItsBounds() throws ComposeException {
        Template spacer = TemplateCatalogue.get("spacer");

        ComposeException out = fault(() -> spacer.make(Map.of("thickness", "400")));
        assertThat(out.code()).isEqualTo("MESH-CMP-002");
        assertThat(out.getMessage()).contains("thickness", "0.5 to 100 mm", out.remedy());
        assertThat(fault(() -> spacer.make(Map.of("thickness", "thick"))).code())
                .isEqualTo("MESH-CMP-002");
        assertThat(fault(() -> spacer.make(Map.of("thickness", "NaN"))).code()).isEqualTo("MESH-CMP-002");
        assertThat(fault(() -> spacer.make(Map.of("colour", "red"))).getMessage())
                .contains("colour", "outerDiameter");
        assertThat(fault(() -> spacer.make(Map.of("innerDiameter", "16"))).getMessage())
                .contains("innerDiameter at least 1.6 mm below outerDiameter");
        assertThat(fault(() -> TemplateCatalogue.get("spoon")).getMessage()).contains("spur-gear");
        assertThat(fault(() -> TemplateCatalogue.get("spur-gear").make(Map.of("teeth", "12.5")))
                        .getMessage())
                .contains("teeth", "a whole number from 10 to 60");
        assertThat(fault(() -> TemplateCatalogue.get("name-plate").make(Map.of("text", "\u6f22")))
                        .getMessage())
                .contains("U+6F22");
    }

    @FunctionalInterface
    private interface Making {
        Object make() throws ComposeException;
    }

    private static ComposeException fault(Making making) {
        ComposeException fault = catchThrowableOfType(ComposeException.class, making::make);
        assertThat(fault).isNotNull();
        return fault;
    }
}
