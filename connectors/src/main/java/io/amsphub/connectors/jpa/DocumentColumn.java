package io.amsphub.connectors.jpa;

/** The length of columns that hold a JSON document. */
final class DocumentColumn {

    /** Characters; a document that does not fit belongs into the blob store. */
    static final int LENGTH = 1_000_000;

    private DocumentColumn() {}
}
