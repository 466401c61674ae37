package io.amsphub.connectors.jpa;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Reads a document in which the number {@code version}, wherever it was written, is that of its row. */
final class VersionParser extends JsonParserDelegate {

    private static final String NAME = "version";

    private final long version;

    /**
     * A parser over another.
     *
     * @param version the version of the row
     */
    VersionParser(JsonParser document, long version) {
        super(document);
        this.version = version;
    }

    @Override
    public long getLongValue() throws IOException {
        return isVersion() ? version : super.getLongValue();
    }

    @Override
    public int getIntValue() throws IOException {
        return isVersion() ? Math.toIntExact(version) : super.getIntValue();
    }

    @Override
    public Number getNumberValue() throws IOException {
        return isVersion() ? (Number) version : super.getNumberValue();
    }

    /** Only of the document itself, not of what is in it. */
    private boolean isVersion() throws IOException {
        return getParsingContext().getParent() != null
                && getParsingContext().getParent().inRoot()
                && NAME.equals(currentName());
    }
}
