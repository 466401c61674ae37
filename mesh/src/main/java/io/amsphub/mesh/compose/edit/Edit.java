package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/**
 * A way to change a mesh.
 *
 * @param name kebab case, stable
 * @param title what it does, in plain words
 * @param parameters in the order in which a form shows them; positions are in mm in the frame of the model
 * @param change does it
 */
public record Edit(String name, String title, List<ParameterSpec> parameters, Change change) {

    /** Copies the list. */
    public Edit {
        parameters = List.copyOf(parameters);
    }

    /** Makes a new mesh of an old one. */
    @FunctionalInterface
    public interface Change {
        /** Returns the changed mesh; the given one is sound and stays as it is. */
        TriangleMesh apply(TriangleMesh mesh, Parameters values) throws ComposeException;
    }
}
