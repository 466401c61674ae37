package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ComposeFault;
import java.util.List;
import java.util.stream.Collectors;

/** All edits, in the order in which they are shown. */
public final class Edits {

    private static final List<Edit> ALL = List.of(
            SurfaceText.engrave(),
            SurfaceText.emboss(),
            PlaneCut.cut(),
            PlaneCut.split(),
            AddedPrimitive.edit(),
            DrainHole.edit());

    private Edits() {}

    /** Returns all edits. */
    public static List<Edit> all() {
        return ALL;
    }

    /**
     * Returns an edit by name.
     *
     * @throws ComposeException when there is none, with the names that there are
     */
    public static Edit get(String name) throws ComposeException {
        for (Edit edit : ALL) {
            if (edit.name().equals(name)) {
                return edit;
            }
        }
        String known = ALL.stream().map(Edit::name).collect(Collectors.joining(", "));
        throw new ComposeException(ComposeFault.UNKNOWN_NAME, "there are the edits " + known, "edit name");
    }
}
