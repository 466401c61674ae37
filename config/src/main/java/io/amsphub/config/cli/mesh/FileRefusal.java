package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.io.MeshFormatException;

/** A file cannot be used; says which rule is broken, what is wrong, where, and what to do. */
final class FileRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** The file is not there, or may not be read. */
    static final String UNREADABLE = "MESH-CLI-001";
    /** The result cannot be written. */
    static final String UNWRITABLE = "MESH-CLI-002";
    /** The result would replace the input. */
    static final String SAME_FILE = "MESH-CLI-003";
    /** The result has a format that is not written. */
    static final String NO_WRITER = "MESH-CLI-004";
    /** The format of the result cannot hold the model. */
    static final String UNFIT = "MESH-CLI-005";
    /** The Java heap ran out in spite of the estimate. */
    static final String OUT_OF_MEMORY = "MESH-CLI-006";

    /** The value of an option makes no sense. */
    static final String BAD_OPTION = "MESH-CLI-007";

    /** A slicer profile, or a setting of it, cannot be used. */
    static final String BAD_PROFILE = "MESH-CLI-008";

    /** The model has no facets, so that there is nothing to make or to show. */
    static final String NO_FACETS = "MESH-CLI-009";

    /** A file with a key or a secret cannot be used. */
    static final String BAD_KEY = "MESH-CLI-010";

    /** The model cannot hold a mark. */
    static final String NO_MARK = "MESH-CLI-011";

    private final String code;
    private final String where;
    private final String remedy;

    FileRefusal(String code, String message, String where, String remedy) {
        super(message);
        this.code = code;
        this.where = where;
        this.remedy = remedy;
    }

    static FileRefusal of(MeshFormatException refused) {
        FileRefusal refusal = new FileRefusal(refused.code(), refused.what(), refused.where(), refused.remedy());
        refusal.initCause(refused);
        return refusal;
    }

    String code() {
        return code;
    }

    String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Returns the place in the file, empty when it is the file as a whole. */
    String where() {
        return where;
    }

    String remedy() {
        return remedy;
    }
}
