package io.amsphub.mesh.compose;

import io.amsphub.mesh.arrange.MeshBoolean;
import io.amsphub.mesh.model.TriangleMesh;

/** What a boolean keeps of two solids. */
enum BooleanOperation {
    UNION("union"),
    DIFFERENCE("subtraction"),
    INTERSECTION("intersection");

    private final String title;

    BooleanOperation(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns whether a place is in the result, given whether it is in the operands. */
    boolean keeps(boolean inFirst, boolean inSecond) {
        return switch (this) {
            case UNION -> inFirst || inSecond;
            case DIFFERENCE -> inFirst && !inSecond;
            case INTERSECTION -> inFirst && inSecond;
        };
    }

    /** Returns the result of the exact arrangement. */
    TriangleMesh arrange(TriangleMesh first, TriangleMesh second) {
        return switch (this) {
            case UNION -> MeshBoolean.union(first, second);
            case DIFFERENCE -> MeshBoolean.difference(first, second);
            case INTERSECTION -> MeshBoolean.intersection(first, second);
        };
    }
}
