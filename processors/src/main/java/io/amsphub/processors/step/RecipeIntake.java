package io.amsphub.processors.step;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.edit.Edit;
import io.amsphub.mesh.compose.edit.EditRecipe;
import io.amsphub.mesh.compose.edit.Edits;
import io.amsphub.mesh.compose.template.Template;
import io.amsphub.mesh.compose.template.TemplateCatalogue;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Recipe;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Revisions;
import java.util.Map;

/**
 * Takes recipes in: a design from a template, or a revision by an edit of an earlier one. Values are checked
 * here, at once; the model is made by the stage behind, so that no caller waits for it.
 */
public final class RecipeIntake {

    private final Designs designs;
    private final Revisions revisions;
    private final Intake intake;
    private final Journal journal;
    private final String engine;

    /**
     * Brings together what a recipe touches.
     *
     * @param engine version of the engine, kept with each recipe
     */
    public RecipeIntake(Designs designs, Revisions revisions, Intake intake, Journal journal, String engine) {
        this.designs = designs;
        this.revisions = revisions;
        this.intake = intake;
        this.journal = journal;
        this.engine = engine;
    }

    /**
     * What a caller asks for.
     *
     * @param name of the template or edit
     * @param parameters values by name as text; presets stand in for what is missing
     * @param autoAccept whether a correction within tolerance is taken without asking
     */
    public record Wish(String name, Map<String, String> parameters, boolean autoAccept) {

        /** Copies the parameters. */
        public Wish {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * Begins a design whose first revision is made from a template.
     *
     * @throws HubException with {@link FailureCode#RECIPE_INVALID} naming parameter, bounds and remedy, or with
     *     {@link FailureCode#NOT_FOUND} when there is no such template
     */
    public DesignRevision fromTemplate(String designName, Wish wish, Principal who) {
        Template template = template(wish.name());
        RecipeRefusal.check(template.name(), template.parameters(), wish.parameters());
        Parameters values;
        try {
            values = template.check(wish.parameters());
        } catch (ComposeException e) {
            throw RecipeRefusal.at(e, "/parameters");
        }
        Design design = designs.add(
                new Design(Ids.next("dsg"), designName, who.organisation(), who.name(), journal.now(), 0, 0));
        return begin(
                design,
                new Recipe(
                        Recipe.Kind.TEMPLATE, template.name(), values.asText(), null, null, engine, wish.autoAccept()),
                who);
    }

    /**
     * Begins a revision that is made by an edit of an earlier one.
     *
     * @throws HubException with {@link FailureCode#MODEL_NOT_READY} when the earlier one is not a solid yet, or
     *     with {@link FailureCode#RECIPE_INVALID} naming parameter, bounds and remedy
     */
    public DesignRevision edit(DesignRevision parent, Wish wish, Principal who) {
        if (parent.state() != RevisionState.READY) {
            throw new HubException(
                    FailureCode.MODEL_NOT_READY,
                    "revision " + parent.id() + " is " + parent.state(),
                    "revision",
                    "edit a revision that is READY");
        }
        Map<String, String> complete;
        try {
            Edit edit = Edits.get(wish.name());
            RecipeRefusal.check(edit.name(), edit.parameters(), wish.parameters());
            complete = new EditRecipe(edit.name(), wish.parameters()).complete().parameters();
        } catch (ComposeException e) {
            throw RecipeRefusal.at(e, "/edit");
        }
        Recipe recipe = new Recipe(
                Recipe.Kind.EDIT,
                wish.name(),
                complete,
                parent.id(),
                parent.solid().sha256(),
                engine,
                wish.autoAccept());
        return begin(designs.get(parent.designId()), recipe, who);
    }

    private DesignRevision begin(Design design, Recipe recipe, Principal who) {
        Design grown = designs.update(design.withNextRevision());
        DesignRevision revision = new DesignRevision(
                DesignRevision.idOf(design.id(), grown.revisions()),
                design.id(),
                grown.revisions(),
                design.organisation(),
                RevisionState.COMPOSING,
                who.name(),
                journal.now(),
                null,
                recipe,
                null,
                null,
                null,
                null,
                null,
                0);
        String why = recipe.name() + (recipe.parent() == null ? "" : " of " + recipe.parent());
        journal.began(
                new Journal.Entry("revision", revision.id(), revision.organisation(), revision.id(), who, why),
                revision.state());
        DesignRevision stored = revisions.add(revision);
        intake.recipeGiven(stored.id());
        return stored;
    }

    private static Template template(String name) {
        try {
            return TemplateCatalogue.get(name);
        } catch (ComposeException e) {
            HubException refusal = new HubException(
                    FailureCode.NOT_FOUND, "no template of that name; " + e.what(), null, "GET /templates lists them");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
