package io.amsphub.connectors.printer;

import java.io.IOException;

/** The machine gave no answer, so that nobody knows whether it did what it was told. */
final class Unreachable extends IOException {

    private static final long serialVersionUID = 1L;

    Unreachable(String message) {
        super(message);
    }

    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
