package io.amsphub.mesh.io;

/**
 * A model file that cannot be read, said so that its sender can act: a stable code, what is wrong, where
 * in the input, and the remedy. The text never contains more than a few characters of the file itself.
 */
public final class MeshFormatException extends Exception {

    private static final int LONGEST_QUOTE = 40;

    private final MeshFault fault;
    private final String what;
    private final String where;

    /**
     * Describes one fault at one place.
     *
     * @param fault which rule is broken
     * @param what what was found, one clause without a full stop
     * @param where the place in the input: byte offset, line, or package part with line
     */
    public MeshFormatException(MeshFault fault, String what, String where) {
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
    public MeshFault fault() {
        return fault;
    }

    /** Returns the stable code, such as {@code MESH-STL-003}. */
    public String code() {
        return fault.code();
    }

    /** Returns what was found in this file. */
    public String what() {
        return what;
    }

    /** Returns the place in the input: byte offset, line, or package part with line. */
    public String where() {
        return where;
    }

    /** Returns what the sender can do about it. */
    public String remedy() {
        return fault.remedy();
    }

    /** Quotes a piece of the input, so that it is safe in a log and on a page. */
    static String quote(CharSequence text) {
        return "'" + printable(text) + "'";
    }

    /** Returns the start of a piece of the input as printable ASCII without quotes. */
    static String printable(CharSequence text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 0x7F && c != '\'' ? c : '?');
        }
        return out.append(text.length() > LONGEST_QUOTE ? "..." : "").toString();
    }
}
