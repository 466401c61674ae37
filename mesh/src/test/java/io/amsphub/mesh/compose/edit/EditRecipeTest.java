package io.amsphub.mesh.compose.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.compose.SolidComposer;
import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditRecipeTest {

    private static MeshMeasures sound(TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        assertThat(report.blocking()).isEmpty();
        return report.measures();
    }

    private static ComposeException fault(String recipe, TriangleMesh mesh) {
        ComposeException fault = catchThrowableOfType(
                ComposeException.class, () -> EditRecipe.parse(recipe).apply(mesh));
        assertThat(fault).isNotNull();
        return fault;
    }

    private static double volume(TriangleMesh mesh) {
        return sound(mesh).volumeMm3();
    }

    @Test
    void recipeSurvivesItsTextAndMakesTheSameMeshAgain() throws ComposeException {
        EditRecipe recipe = new EditRecipe(
                "engrave-text", Map.of("text", "50 % & more", "x", "30", "y", "30", "z", "6", "size", "3"));
        EditRecipe again = EditRecipe.parse(recipe.toText());

        assertThat(again).isEqualTo(recipe);
        assertThat(catchThrowableOfType(ComposeException.class, again::complete).getMessage())
                .contains("U+0026");
        EditRecipe legible =
                EditRecipe.parse("engrave-text?text=Nr+7&x=30&y=30&z=6&size=3").complete();
        assertThat(legible.parameters()).containsEntry("depth", "0.6").containsEntry("text", "Nr 7");
        TriangleMesh first = legible.apply(DemoBracket.sound());
        TriangleMesh second = EditRecipe.parse(legible.toText()).apply(DemoBracket.sound());
        assertThat(second.points()).isEqualTo(first.points());
        assertThat(second.facets()).isEqualTo(first.facets());
    }

    @Test
    void textIsSunkAndRaisedByItsArea() throws ComposeException {
        TriangleMesh block = Solids.box(0, 0, 0, 60, 20, 10);

        double sunk = volume(EditRecipe.parse("engrave-text?text=I+T&x=30&y=10&z=10&depth=0.5&boldness=0.1")
                .apply(block));
        double raised = volume(EditRecipe.parse("emboss-text?text=I+T&x=30&y=10&z=10&height=0.5&boldness=0.1")
                .apply(block));

        assertThat(12000 - sunk).isCloseTo(raised - 12000, within(1e-3));
        assertThat(12000 - sunk).isBetween(0.5 * 0.8 * 20, 0.5 * 0.8 * 26);
    }

    @Test
    void textGoesOnWallsAndSlopesOfRealSurfaces() throws ComposeException {
        TriangleMesh torus = Shapes.torus(30, 12, 96, 48);

        double before = volume(torus);
        double after =
                volume(EditRecipe.parse("engrave-text?text=R%2B8&x=40.39&y=0&z=6&nx=0.866&nz=0.5&size=5&angle=20")
                        .apply(torus));
        assertThat(after).isBetween(before - 20, before - 1);
        double wall = volume(EditRecipe.parse("emboss-text?text=Wall&x=30&y=0&z=13&ny=-1&nz=0&size=6&height=1")
                .apply(DemoBracket.sound()));
        assertThat(wall).isGreaterThan(volume(DemoBracket.sound()) + 10);
    }

    @Test
    void planeCutKeepsTheSideAndClosesIt() throws ComposeException {
        TriangleMesh block = Solids.box(0, 0, 0, 20, 20, 20);

        assertThat(volume(EditRecipe.parse("cut-plane?z=5").apply(block))).isCloseTo(2000, within(1e-6));
        assertThat(volume(EditRecipe.parse("cut-plane?z=5&nz=-1").apply(block))).isCloseTo(6000, within(1e-6));
        double corner = volume(
                EditRecipe.parse("cut-plane?x=15&y=20&z=20&nx=1&ny=1&nz=1").apply(block));
        assertThat(corner).isCloseTo(8000 - 125 / 6.0, within(1e-3));
        assertThat(fault("cut-plane?z=50", block).code()).isEqualTo("MESH-CMP-012");
        assertThat(fault("cut-plane?z=-50", block).code()).isEqualTo("MESH-CMP-011");
        assertThat(fault("cut-plane?nz=0", block).getMessage()).contains("nx, ny, nz not all 0");
    }

    @Test
    void splitKeepsBothPartsWithHolesForDowels() throws ComposeException {
        TriangleMesh bar = Solids.box(0, 0, 0, 60, 20, 20);

        TriangleMesh parts = EditRecipe.parse(
                        "split-in-two?x=30&y=10&z=10&nx=1&nz=0&dowels=2&dowelDistance=8&dowelDiameter=3&dowelDepth=6")
                .apply(bar);

        MeshMeasures measures = sound(parts);
        assertThat(measures.components()).isEqualTo(2);
        double dowels = 4 * 6 * Math.PI * 1.5 * 1.5;
        assertThat(measures.volumeMm3()).isCloseTo(24000 - dowels, within(0.02 * dowels));
        assertThat(parts.boundingBox().sizeX()).isCloseTo(65, within(1e-4));
    }

    @Test
    void primitiveIsAddedWhereItTouches() throws ComposeException {
        TriangleMesh bracket = DemoBracket.sound();

        TriangleMesh withBoss = EditRecipe.parse("add-primitive?shape=cylinder&x=30&y=27&z=5&width=8&height=11")
                .apply(bracket);
        assertThat(volume(withBoss)).isGreaterThan(volume(bracket) + 400);
        assertThat(fault("add-primitive?shape=torus", bracket).getMessage()).contains("box, cylinder, cone or ball");
        assertThat(fault("add-primitive?x=30&y=3&z=2&width=1&depth=1&height=1", bracket)
                        .code())
                .isEqualTo("MESH-CMP-012");
    }

    @Test
    void drainHoleOpensTheCavityAndNothingElse() throws ComposeException {
        TriangleMesh hollow = SolidComposer.subtract(Solids.sphere(20), Solids.sphere(17));
        assertThat(MeshDetection.detect(hollow).of(FindingKind.CLOSED_CAVITY)).hasSize(1);

        TriangleMesh drained = EditRecipe.parse("drain-hole?z=20&diameter=4").apply(hollow);

        assertThat(MeshDetection.detect(drained).of(FindingKind.CLOSED_CAVITY)).isEmpty();
        assertThat(sound(drained).components()).isEqualTo(1);
        double plug = Math.PI * 4 * 3;
        assertThat(volume(hollow) - volume(drained)).isCloseTo(plug, within(0.05 * plug));
        assertThat(fault("drain-hole?z=5", Solids.sphere(5)).code()).isEqualTo("MESH-CMP-014");
        assertThat(fault("drain-hole?x=500", hollow).code()).isEqualTo("MESH-CMP-014");
    }

    @Test
    void everyBadRecipeSaysWhatIsWrong() {
        TriangleMesh block = Solids.box(0, 0, 0, 20, 20, 20);

        assertThat(fault("polish?x=1", block).getMessage()).contains("MESH-CMP-005", "drain-hole");
        assertThat(fault("cut-plane?x", block).code()).isEqualTo("MESH-CMP-006");
        assertThat(fault("cut-plane", block).code()).isEqualTo("MESH-CMP-006");
        assertThat(fault("cut-plane?x=1&x=2", block).code()).isEqualTo("MESH-CMP-006");
        assertThat(fault("cut-plane?x=%zz", block).code()).isEqualTo("MESH-CMP-006");
        assertThat(fault("cut-plane?x=1e9", block).getMessage()).contains("MESH-CMP-002", "x", "-10000 to 10000 mm");
        assertThat(fault("cut-plane?z=5", Shapes.without(block, 0)).getMessage())
                .contains("MESH-CMP-010", "open edges");
    }
}
