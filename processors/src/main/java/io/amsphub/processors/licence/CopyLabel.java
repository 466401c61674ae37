package io.amsphub.processors.licence;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.edit.EditRecipe;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The visible label of copies: an edit of the catalogue whose text is the code of the copy. */
public final class CopyLabel {

    private static final Set<String> EDITS = Set.of("engrave-text", "emboss-text");
    private static final String TEXT = "text";

    private CopyLabel() {}

    /**
     * Checks that terms with a label say how to make it, and that those without say nothing.
     *
     * @throws HubException with {@link FailureCode#RECIPE_INVALID}
     */
    public static void require(DesignLicence.Terms terms) {
        if (terms.mark() == DesignLicence.Mark.LABEL) {
            try {
                recipe(terms.label(), "X").complete();
            } catch (ComposeException e) {
                throw invalid(e.getMessage(), e);
            }
        } else if (terms.label() != null) {
            throw invalid("there is a label, but the mark is " + terms.mark(), null);
        }
    }

    /** Returns a mesh with the label. */
    public static TriangleMesh on(TriangleMesh mesh, @Nullable String label, String code) throws ComposeException {
        return recipe(label, code).apply(mesh);
    }

    private static EditRecipe recipe(@Nullable String label, String code) throws ComposeException {
        EditRecipe given = EditRecipe.parse(label == null ? "" : label);
        if (!EDITS.contains(given.edit()) || given.parameters().containsKey(TEXT)) {
            throw invalid("the edit is one of " + EDITS + ", without its text", null);
        }
        Map<String, String> values = new TreeMap<>(given.parameters());
        values.put(TEXT, code);
        return new EditRecipe(given.edit(), values);
    }

    private static HubException invalid(@Nullable String why, @Nullable ComposeException cause) {
        HubException refusal = new HubException(
                FailureCode.RECIPE_INVALID,
                String.valueOf(why),
                "/label",
                "say for instance engrave-text?x=30&y=30&z=6&size=4; GET /edits lists the parameters");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
