package io.amsphub.mesh.io;

import java.io.IOException;

/** Walks the elements of a part: child after child of the one that is open, each to its end. */
final class XmlWalk {

    private final XmlScanner xml;

    XmlWalk(XmlScanner xml) {
        this.xml = xml;
    }

    /**
     * Moves to the next child of the element at the depth.
     *
     * @return false when that element ends instead
     */
    boolean nextChild(int depth) throws IOException, MeshFormatException {
        XmlScanner.Event event = xml.next();
        if (event == XmlScanner.Event.START && xml.depth() != depth + 1) {
            throw new IllegalStateException("a child was not read to its end");
        }
        return event == XmlScanner.Event.START;
    }

    /** Moves to the end of the element that the scanner stands at the start of. */
    void skip() throws IOException, MeshFormatException {
        int depth = xml.depth();
        XmlScanner.Event event;
        do {
            event = xml.next();
        } while (event != XmlScanner.Event.END || xml.depth() >= depth);
    }

    /** Moves to the end of a leaf and returns its text. */
    String text() throws IOException, MeshFormatException {
        skip();
        return xml.text().string();
    }
}
