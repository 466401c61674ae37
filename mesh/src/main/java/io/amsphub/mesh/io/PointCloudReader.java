package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads points of scanners from text: XYZ and ASC (a point a line, x y z and whatever else), and PCD with ASCII data
 * (Point Cloud Library 0.7). Coordinates stay in the unit of the file. Thread safe; holds nothing between calls.
 */
public final class PointCloudReader {

    private static final int COLUMNS = 256;

    private final MeshBuilder points;

    private PointCloudReader(ReadLimits limits) {
        this.points = new MeshBuilder(limits);
    }

    /**
     * Reads XYZ or ASC: blanks part the columns, lines that begin with a number sign or two slashes are remarks, and
     * lines before the first point may be a title or a count.
     *
     * @param in the file from its first byte; not closed
     * @return {@code double[3·n]}, xyz order, at least one point
     * @throws MeshFormatException when a line behind the first point is no point, or there is none
     * @throws IOException when the stream cannot be read
     */
    public static double[] readXyz(InputStream in, ReadLimits limits) throws MeshFormatException, IOException {
        return new PointCloudReader(limits).xyz(new TextScanner(in, limits, true));
    }

    /**
     * Reads PCD with ASCII data; points that are not a number (where the scanner saw nothing) are left out.
     *
     * @param in the file from its first byte; not closed
     * @return {@code double[3·n]}, xyz order, at least one point
     * @throws MeshFormatException when the header lacks x, y or z, the data is binary, or a point is cut short
     * @throws IOException when the stream cannot be read
     */
    public static double[] readPcd(InputStream in, ReadLimits limits) throws MeshFormatException, IOException {
        return new PointCloudReader(limits).pcd(new TextScanner(in, limits, true));
    }

    private double[] xyz(TextScanner text) throws MeshFormatException, IOException {
        double[] xyz = new double[3];
        boolean more = true;
        while (more) {
            if (text.nextToken() && text.tokenByte(0) != '/') {
                readLine(text, xyz);
            }
            more = text.nextLine();
        }
        return taken(text);
    }

    private void readLine(TextScanner text, double[] xyz) throws MeshFormatException, IOException {
        boolean title = points.pointCount() == 0;
        for (int axis = 0; axis < 3; axis++) {
            if (axis > 0 && !text.nextToken()) {
                if (title) {
                    return;
                }
                throw new MeshFormatException(MeshFault.TRUNCATED, "a line has fewer than 3 columns", text.where());
            }
            if (title && !startsNumber(text)) {
                return;
            }
            xyz[axis] = text.number();
        }
        points.addPoint(xyz[0], xyz[1], xyz[2], text);
    }

    private static boolean startsNumber(TextScanner text) {
        byte first = text.tokenByte(0);
        return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    }

    private double[] pcd(TextScanner text) throws MeshFormatException, IOException {
        int[] columns = header(text);
        int last = Math.max(columns[0], Math.max(columns[1], columns[2]));
        double[] xyz = new double[3];
        while (text.nextLine()) {
            if (!text.nextToken()) {
                continue;
            }
            for (int column = 0; column <= last; column++) {
                if (column > 0 && !text.nextToken()) {
                    throw new MeshFormatException(
                            MeshFault.TRUNCATED, "a point has fewer than " + (last + 1) + " values", text.where());
                }
                for (int axis = 0; axis < 3; axis++) {
                    xyz[axis] = columns[axis] == column ? text.anyNumber() : xyz[axis];
                }
            }
            if (Double.isFinite(xyz[0] + xyz[1] + xyz[2])) {
                points.addPoint(xyz[0], xyz[1], xyz[2], text);
            }
        }
        return taken(text);
    }

    /** Reads up to the line DATA and returns the columns of x, y and z. */
    private static int[] header(TextScanner text) throws MeshFormatException, IOException {
        int[] columns = {-1, -1, -1};
        int column = 0;
        while (text.nextTokenOnAnyLine()) {
            if (text.is("data")) {
                if (!text.nextToken() || !text.is("ascii")) {
                    throw new MeshFormatException(
                            MeshFault.UNEXPECTED_WORD, "the data of the PCD is not ASCII", text.where());
                }
                if (columns[0] < 0 || columns[1] < 0 || columns[2] < 0) {
                    throw new MeshFormatException(
                            MeshFault.UNEXPECTED_WORD, "the PCD has no fields x, y and z", text.where());
                }
                return columns;
            }
            if (text.is("fields")) {
                while (text.nextToken() && column < COLUMNS) {
                    int axis = text.is("x") ? 0 : text.is("y") ? 1 : text.is("z") ? 2 : -1;
                    if (axis >= 0) {
                        columns[axis] = column;
                    }
                    column++;
                }
            }
            text.skipRestOfLine();
        }
        throw new MeshFormatException(MeshFault.TRUNCATED, "the PCD has no data", text.where());
    }

    private double[] taken(TextScanner text) throws MeshFormatException {
        if (points.pointCount() == 0) {
            throw new MeshFormatException(MeshFault.EMPTY_FILE, "the file has no point", text.where());
        }
        return points.takePoints();
    }
}
