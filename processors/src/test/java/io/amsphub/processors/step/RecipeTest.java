package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recipes from the asking to the model, without a broker. */
class RecipeTest {

    private final MemoryHub hub = new MemoryHub();
    private final MemoryBudget budget = new MemoryBudget(256L << 20);
    private final RecipeIntake recipes =
            new RecipeIntake(hub.designs, hub.revisions, hub.intake, hub.journal, "engine-1");
    private final ModelComposition composition = new ModelComposition(hub.revisions, hub.blobs, budget, hub.unitOfWork);
    private final ModelDetection detection = new ModelDetection(hub.revisions, hub.blobs, budget, hub.unitOfWork);
    private final ModelRecord record = new ModelRecord(hub.revisions, hub.production, hub.journal);

    private DesignRevision spacer(Map<String, String> values) {
        return recipes.fromTemplate("spacer", new RecipeIntake.Wish("spacer", values, false), Samples.ANNA);
    }

    private DesignRevision edited(DesignRevision parent, String edit, Map<String, String> values) {
        return recipes.edit(parent, new RecipeIntake.Wish(edit, values, false), Samples.ANNA);
    }

    private DesignRevision made(DesignRevision revision) throws IOException {
        if (record.composed(composition.compose(hub.event(revision.id()))) == ModelRecord.Outcome.COMPOSED) {
            record.detected(detection.detect(hub.event(revision.id())));
        }
        return hub.revisions.get(revision.id());
    }

    @Test
    void templateBecomesARevisionWithItsRecipeAndEqualValuesGiveEqualBytes() throws IOException {
        DesignRevision asked = spacer(Map.of("thickness", "12.0"));
        assertThat(asked.state()).isEqualTo(RevisionState.COMPOSING);
        assertThat(hub.handedOn).containsExactly("recipeGiven " + asked.id());

        DesignRevision first = made(asked);
        DesignRevision second = made(spacer(Map.of("thickness", "12")));

        assertThat(first.state()).isEqualTo(RevisionState.READY);
        assertThat(first.geometry().size().z()).isEqualTo(12);
        assertThat(first.recipe()).isNotNull().satisfies(r -> {
            assertThat(r.parameters()).containsEntry("thickness", "12").hasSizeGreaterThan(1);
            assertThat(r.engine()).isEqualTo("engine-1");
        });
        assertThat(second.source()).isEqualTo(first.source());
        assertThat(second.recipe()).isEqualTo(first.recipe());
    }

    @Test
    void editMakesANewRevisionTwiceTheSameAndLeavesItsParentAsItIs() throws IOException {
        DesignRevision parent = made(spacer(Map.of()));
        double half = parent.geometry().size().z() / 2;
        Map<String, String> cut = Map.of("z", Double.toString(half));

        DesignRevision first = made(edited(parent, "cut-plane", cut));
        DesignRevision again = made(edited(parent, "cut-plane", cut));

        assertThat(first.number()).isEqualTo(2);
        assertThat(first.geometry().size().z()).isEqualTo(half);
        assertThat(first.recipe()).isNotNull().satisfies(r -> {
            assertThat(r.parent()).isEqualTo(parent.id());
            assertThat(r.parentSha256()).isEqualTo(parent.solid().sha256());
        });
        assertThat(again.source()).isEqualTo(first.source());
        assertThat(hub.revisions.get(parent.id())).isEqualTo(parent);
    }

    @ParameterizedTest(name = "{0} {1}={2}: {3}")
    @CsvSource({
        "cut-plane, z, -500, MESH-CMP-011",
        "cut-plane, z, 500, MESH-CMP-012",
        "engrave-text, x, 900, MESH-CMP-012",
        "drain-hole, z, 0, MESH-CMP-014"
    })
    void editThatGivesNothingEndsWithCodePlaceAndRemedy(String edit, String name, String value, String code)
            throws IOException {
        DesignRevision parent = made(spacer(Map.of()));

        DesignRevision failed = made(edited(parent, edit, Map.of(name, value)));

        assertThat(failed.state()).isEqualTo(RevisionState.REJECTED);
        assertThat(failed.problem()).isNotNull().satisfies(p -> {
            assertThat(p.code()).isEqualTo(FailureCode.COMPOSITION_FAILED.code());
            assertThat(p.detail()).startsWith(code);
            assertThat(p.where()).isNotBlank();
            assertThat(p.remedy()).isNotBlank();
        });
        assertThat(hub.revisions.get(parent.id())).isEqualTo(parent);
        budget.take(budget.bytes()).close();
    }

    @Test
    void allValuesThatAreWrongAreToldAtOnceWithTheirBounds() {
        assertThatThrownBy(() -> spacer(Map.of("thickness", "NaN", "colour", "red", "outerDiameter", "1e999")))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.failureCode()).isEqualTo(FailureCode.RECIPE_INVALID);
                    assertThat(e.details())
                            .extracting(Problem::where)
                            .containsExactly(
                                    "/parameters/colour", "/parameters/outerDiameter", "/parameters/thickness");
                    assertThat(e.details().get(1).detail()).contains(" mm");
                });
        assertThat(hub.handedOn).isEmpty();
    }

    @Test
    void revisionThatIsNoSolidYetCannotBeEdited() {
        DesignRevision waiting = spacer(Map.of());
        assertThatThrownBy(() -> edited(waiting, "cut-plane", Map.of()))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.MODEL_NOT_READY));
    }
}
