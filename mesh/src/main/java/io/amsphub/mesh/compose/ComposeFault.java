package io.amsphub.mesh.compose;

/** Why a model cannot be made as asked: a stable code, and the remedy. */
public enum ComposeFault {
    /** A parameter that the template or edit does not have. */
    UNKNOWN_PARAMETER("MESH-CMP-001", "Leave it out, or use one of the names listed"),
    /** A value that is not a number, or a number out of its bounds. */
    PARAMETER_OUT_OF_BOUNDS("MESH-CMP-002", "Choose a value within the bounds"),
    /** Values that are each within bounds but do not go together. */
    PARAMETERS_CONTRADICT("MESH-CMP-003", "Change one of the parameters named"),
    /** A character that the built-in font does not have, or a text of a wrong length. */
    TEXT_NOT_POSSIBLE("MESH-CMP-004", "Use Latin letters, digits and common punctuation, within the length"),
    /** No template or edit of that name. */
    UNKNOWN_NAME("MESH-CMP-005", "Use one of the names listed"),
    /** A recipe that is not in its textual form. */
    BAD_RECIPE("MESH-CMP-006", "Write the recipe as name?parameter=value&parameter=value"),
    /** A mesh to be changed that is not a sound solid. */
    UNSOUND_OPERAND("MESH-CMP-010", "Correct the model first"),
    /** Nothing is left. */
    EMPTY_RESULT("MESH-CMP-011", "Change the position or the size so that some material is left"),
    /** The tool does not touch the model. */
    NOTHING_CHANGED("MESH-CMP-012", "Change the position or the direction so that the tool meets the model"),
    /** The result is not a sound solid, and correction did not make it one. */
    UNSOUND_RESULT("MESH-CMP-013", "Move or resize the tool a little, so that surfaces cross clearly"),
    /** No closed cavity in the direction of a drain hole. */
    NO_CAVITY("MESH-CMP-014", "Point the hole from the outer surface towards a closed cavity"),
    /** The operation took longer than its limit. */
    TIME_LIMIT("MESH-CMP-015", "Try again, or use fewer facets");

    private final String code;
    private final String remedy;

    ComposeFault(String code, String remedy) {
        this.code = code;
        this.remedy = remedy;
    }

    /** Returns the stable code, such as {@code MESH-CMP-002}. */
    public String code() {
        return code;
    }

    /** Returns what can be done about it, one clause. */
    public String remedy() {
        return remedy;
    }
}
