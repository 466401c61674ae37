package io.amsphub.mesh.io;

import java.io.IOException;

/** The values of an ASCII PLY: one element a line; empty lines and stray comments are passed over. */
final class PlyText implements PlyReader.Values {

    private final TextScanner text;
    private boolean first = true;
    private boolean pending;

    PlyText(TextScanner text) {
        this.text = text;
    }

    @Override
    public String where() {
        return text.where();
    }

    @Override
    public void begin() throws IOException, MeshFormatException {
        while (first || text.nextLine()) {
            first = false;
            if (text.nextToken() && !text.is("comment")) {
                pending = true;
                return;
            }
        }
        throw new MeshFormatException(MeshFault.TRUNCATED, "the text ends before its last element", text.where());
    }

    @Override
    public double number(PlyHeader.Type type) throws IOException, MeshFormatException {
        next();
        double value = text.anyNumber();
        return type == PlyHeader.Type.FLOAT32 ? (float) value : value;
    }

    @Override
    public long integer(PlyHeader.Type type) throws IOException, MeshFormatException {
        next();
        return text.integerPart(0, text.tokenLength());
    }

    private void next() throws IOException, MeshFormatException {
        if (pending) {
            pending = false;
        } else if (!text.nextToken()) {
            throw new MeshFormatException(MeshFault.TRUNCATED, "a line has too few values", text.where());
        }
    }
}
