package io.amsphub.mesh.compose;

/** A model that cannot be made as asked, said so that the user can act: code, what, where, remedy. */
public final class ComposeException extends Exception {

    private final ComposeFault fault;
    private final String what;
    private final String where;

    /**
     * Describes one fault.
     *
     * @param fault which rule is broken
     * @param what what was found, one clause without a full stop
     * @param where the template, edit or operation, with the parameter when there is one
     */
    public ComposeException(ComposeFault fault, String what, String where) {
        this.fault = fault;
        this.what = what;
        this.where = where;
    }

    /** Returns all of it as one text: code, place, what, and remedy. */
    @Override
    public String getMessage() {
        return fault.code() + " at " + where + ": " + what + ". " + fault.remedy();
    }

    /** Returns which rule is broken. */
    public ComposeFault fault() {
        return fault;
    }

    /** Returns the stable code, such as {@code MESH-CMP-002}. */
    public String code() {
        return fault.code();
    }

    /** Returns what was found. */
    public String what() {
        return what;
    }

    /** Returns the template, edit or operation, with the parameter when there is one. */
    public String where() {
        return where;
    }

    /** Returns what can be done about it. */
    public String remedy() {
        return fault.remedy();
    }
}
