package io.amsphub.processors.step;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.edit.EditRecipe;
import io.amsphub.mesh.compose.template.TemplateCatalogue;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Recipe;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;

/**
 * Makes the model of a revision by its recipe: from a template, or by an edit of an earlier revision, which
 * stays as it is. Long work, done outside any transaction; what comes of it is recorded by
 * {@link ModelRecord}. Doing it twice gives the same bytes.
 */
public final class ModelComposition {

    /** Heap for a template with all its booleans; a virtual machine of this size made all ten. */
    private static final long TEMPLATE_BYTES = 48L << 20;

    /** An edit holds the model before and after; text on a ball of 488,600 facets took one and a half times. */
    private static final int EDIT_FACTOR = 2;

    private final Revisions revisions;
    private final ModelFile files;
    private final MemoryBudget budget;
    private final UnitOfWork unitOfWork;

    /** Brings together what making a model needs. */
    public ModelComposition(Revisions revisions, Blobs blobs, MemoryBudget budget, UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.files = new ModelFile(blobs);
        this.budget = budget;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Makes the revision that the event is about.
     *
     * @throws IOException when the blob store fails
     */
    public ModelResult compose(StageSubject event) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> revisions.get(event.subject()));
        Recipe recipe = revision.recipe();
        if (revision.state() != RevisionState.COMPOSING || recipe == null) {
            return ModelResult.nothing(event);
        }
        try {
            String parent = recipe.parent();
            return ModelResult.composed(
                    event, parent == null ? fromTemplate(revision, recipe) : edited(revision, recipe, parent));
        } catch (ComposeException e) {
            return ModelResult.refused(event, RecipeRefusal.of(e).problem());
        } catch (HubException e) {
            return ModelResult.refused(event, e.problem());
        }
    }

    private BlobRef fromTemplate(DesignRevision revision, Recipe recipe) throws ComposeException, IOException {
        MemoryBudget.Share share = budget.take(Math.min(TEMPLATE_BYTES, budget.bytes()));
        try {
            return files.writeNew(TemplateCatalogue.get(recipe.name()).make(recipe.parameters()), revision);
        } finally {
            share.close();
        }
    }

    private BlobRef edited(DesignRevision revision, Recipe recipe, String parent) throws ComposeException, IOException {
        BlobRef solid = unitOfWork.call(() -> revisions.get(parent)).solid();
        if (!solid.sha256().equals(recipe.parentSha256())) {
            throw new HubException(
                    FailureCode.COMPOSITION_FAILED,
                    "the solid of " + parent + " is another than when the edit was asked for",
                    parent,
                    "ask for the edit again");
        }
        ModelFile.Recognised file = files.recognise(solid, "solid.stl");
        try (MemoryBudget.Share share = budget.take(file.bytesNeeded() * EDIT_FACTOR)) {
            TriangleMesh mesh = files.read(file, null, share.bytes() / EDIT_FACTOR);
            return files.writeNew(new EditRecipe(recipe.name(), recipe.parameters()).apply(mesh), revision);
        }
    }
}
