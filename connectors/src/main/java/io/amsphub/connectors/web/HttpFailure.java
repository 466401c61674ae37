package io.amsphub.connectors.web;

import java.io.IOException;

/** Why a call has no answer. */
public final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failure. */
    public enum Kind {
        /** The address may not be called. */
        REFUSED,
        /** The name leads nowhere. */
        NAME,
        /** No connection. */
        CONNECT,
        /** The two sides did not agree on a secure connection, or the certificate is not that of the name. */
        TLS,
        /** No answer in time. */
        TIMEOUT,
        /** The answer is not HTTP. */
        PROTOCOL,
        /** The connection broke. */
        BROKEN
    }

    private final Kind kind;

    /** A failure of a kind. */
    public HttpFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns the kind. */
    public Kind kind() {
        return kind;
    }

    /** Returns whether a connection was made before it failed. */
    public boolean reached() {
        return kind == Kind.TIMEOUT || kind == Kind.PROTOCOL || kind == Kind.BROKEN;
    }
}
