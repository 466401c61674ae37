package io.amsphub.mesh.mark;

/** A model cannot hold a mark; the message says why. */
public final class MarkException extends Exception {

    private static final long serialVersionUID = 1L;

    MarkException(String why) {
        super(why);
    }
}
