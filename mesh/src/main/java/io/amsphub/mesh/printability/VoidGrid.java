package io.amsphub.mesh.printability;

import io.amsphub.mesh.spatial.BoxSearch;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.winding.LineCrossing;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A part in cells, with the distance of each cell of void from the material, cut off at {@value #FAR} cells. Open
 * shells are left out. Around the part there is a margin of void. 3 bytes a cell.
 */
final class VoidGrid {

    /** Cells beyond which distances are not told apart. */
    static final int FAR = 5;

    private static final int MARGIN = FAR + 1;

    final int nx;
    final int ny;
    final int nz;
    final double cell;
    /** Square of the distance to the nearest cell of material, in cells; 0 for material itself. */
    final byte[] square;

    private final PrintModel model;
    private final double originX;
    private final double originY;
    private final double originZ;

    /** Makes the grid; the number of cells is that of {@link #cells}. */
    VoidGrid(PrintModel model, double cell) {
        this.model = model;
        this.cell = cell;
        nx = count(model.box.sizeX(), cell);
        ny = count(model.box.sizeY(), cell);
        nz = count(model.box.sizeZ(), cell);
        originX = (model.box.minX() + model.box.maxX() - nx * cell) / 2;
        originY = (model.box.minY() + model.box.maxY() - ny * cell) / 2;
        originZ = (model.box.minZ() + model.box.maxZ() - nz * cell) / 2;
        square = new byte[nx * ny * nz];
        Parallel.ranges(nz, 1, i -> new Row(), (row, from, to) -> {
            for (int k = from; k < to; k++) {
                for (int j = 0; j < ny; j++) {
                    row.fill(j, k);
                }
            }
        });
        spread(1, nx, ny * nz, line -> line * nx);
        spread(nx, ny, nx * nz, line -> line / nx * nx * ny + line % nx);
        spread(nx * ny, nz, nx * ny, line -> line);
    }

    private static int count(double size, double cell) {
        return (int) Math.ceil(size / cell) + 2 * MARGIN;
    }

    /** Returns how many cells a grid would have. */
    static double cells(PrintModel model, double cell) {
        double x = model.box.sizeX() / cell + 2 * MARGIN + 1;
        double y = model.box.sizeY() / cell + 2 * MARGIN + 1;
        double z = model.box.sizeZ() / cell + 2 * MARGIN + 1;
        return x * y * z;
    }

    double x(int at) {
        return originX + (at % nx + 0.5) * cell;
    }

    double y(int at) {
        return originY + (at / nx % ny + 0.5) * cell;
    }

    double z(int at) {
        int k = at / nx / ny;
        return originZ + (k + 0.5) * cell;
    }

    /** Returns the cell that a point lies in. */
    int at(double x, double y, double z) {
        int i = Math.max(0, Math.min(nx - 1, (int) ((x - originX) / cell)));
        int j = Math.max(0, Math.min(ny - 1, (int) ((y - originY) / cell)));
        int k = Math.max(0, Math.min(nz - 1, (int) ((z - originZ) / cell)));
        return (k * ny + j) * nx + i;
    }

    /** Fills rows of cells along X from the crossings of the surface. */
    private final class Row {
        private final BoxSearch search = new BoxSearch(model.tree);
        private final LineCrossing crossing = new LineCrossing(model.xyz, model.edges.corners());
        private final IntConsumer visit = this::cross;
        private double[] places = new double[16];
        private int[] turns = new int[16];
        private int count;
        private double y;
        private double z;

        void fill(int j, int k) {
            int start = (k * ny + j) * nx;
            y = originY + (j + 0.5) * cell;
            z = originZ + (k + 0.5) * cell;
            count = 0;
            search.onLineAlongX(y, z, visit);
            int[] winding = new int[nx + 1];
            for (int i = 0; i < count; i++) {
                double cells = Math.ceil((places[i] - originX) / cell - 0.5);
                winding[(int) Math.max(0, Math.min(nx, cells))] += turns[i];
            }
            int inside = 0;
            for (int i = nx - 1; i >= 0; i--) {
                inside += winding[i + 1];
                square[start + i] = (byte) (inside > 0 ? 0 : FAR * FAR);
            }
        }

        private void cross(int f) {
            int turn = model.shells.closed[model.shells.of(f)] ? crossing.turn(f, y, z) * model.shells.sign(f) : 0;
            if (turn == 0) {
                return;
            }
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
                turns = Arrays.copyOf(turns, 2 * count);
            }
            double[] n = model.normals;
            double rise = n[3 * f + 1] * (y - model.corner(f, 0, 1)) + n[3 * f + 2] * (z - model.corner(f, 0, 2));
            double low = Math.min(model.corner(f, 0, 0), Math.min(model.corner(f, 1, 0), model.corner(f, 2, 0)));
            double high = Math.max(model.corner(f, 0, 0), Math.max(model.corner(f, 1, 0), model.corner(f, 2, 0)));
            places[count] = Math.max(low, Math.min(high, model.corner(f, 0, 0) - rise / n[3 * f]));
            turns[count++] = turn;
        }
    }

    @FunctionalInterface
    private interface Start {
        int of(int line);
    }

    /** One pass of a distance transform along an axis (Saito and Toriwaki 1994), with a window of the cut-off. */
    private void spread(int stride, int length, int lines, Start start) {
        Parallel.ranges(lines, 1024, i -> new byte[length], (copy, from, to) -> {
            for (int line = from; line < to; line++) {
                int first = start.of(line);
                for (int i = 0; i < length; i++) {
                    copy[i] = square[first + i * stride];
                }
                for (int i = 0; i < length; i++) {
                    int least = copy[i];
                    for (int d = 1; d < FAR && d * d < least; d++) {
                        int before = i >= d ? copy[i - d] : FAR * FAR;
                        int after = i + d < length ? copy[i + d] : FAR * FAR;
                        least = Math.min(least, d * d + Math.min(before, after));
                    }
                    square[first + i * stride] = (byte) least;
                }
            }
        });
    }

    /**
     * Spreads from some cells over neighbours on the six sides with at least a distance from the material.
     *
     * @param label set to {@code mark} for each cell that is reached; cells that have it already are not entered
     * @param steps how far to go
     * @return the cells that were reached, those given first
     */
    IntList flood(IntList seeds, int leastSquare, byte[] label, byte mark, int steps) {
        IntList reached = new IntList();
        for (int i = 0; i < seeds.size(); i++) {
            label[seeds.get(i)] = mark;
            reached.add(seeds.get(i));
        }
        int end = reached.size();
        int step = 0;
        for (int at = 0; at < reached.size() && step < steps; at++) {
            int c = reached.get(at);
            int i = c % nx;
            int j = c / nx % ny;
            int k = c / nx / ny;
            enter(reached, i > 0, c - 1, leastSquare, label, mark);
            enter(reached, i < nx - 1, c + 1, leastSquare, label, mark);
            enter(reached, j > 0, c - nx, leastSquare, label, mark);
            enter(reached, j < ny - 1, c + nx, leastSquare, label, mark);
            enter(reached, k > 0, c - nx * ny, leastSquare, label, mark);
            enter(reached, k < nz - 1, c + nx * ny, leastSquare, label, mark);
            if (at == end - 1) {
                step++;
                end = reached.size();
            }
        }
        return reached;
    }

    private void enter(IntList reached, boolean exists, int c, int leastSquare, byte[] label, byte mark) {
        if (exists && label[c] != mark && square[c] >= leastSquare) {
            label[c] = mark;
            reached.add(c);
        }
    }
}
