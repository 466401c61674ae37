package io.amsphub.mesh.bench;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.Random;

/** Shapes that need the most memory of one part of the engine or another, of about as many facets as asked for. */
enum MemoryModels {
    /** Closed and clean. */
    SPHERE {
        @Override
        TriangleMesh of(int facets) {
            return UniteSpheres.sphere(facets, 0, 0, 0);
        }
    },
    /** The broken benchmark model. */
    BROKEN {
        @Override
        TriangleMesh of(int facets) {
            return BenchmarkModels.broken(BenchmarkModels.clean(facets));
        }
    },
    /** Tetrahedra side by side: a shell for every four facets. */
    SHELLS {
        @Override
        TriangleMesh of(int facets) {
            double[] points = new double[3 * facets];
            int[] corners = new int[3 * facets];
            int[] tetrahedron = {0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2};
            for (int s = 0; s < facets / 4; s++) {
                double x = 3.0 * (s % 300);
                int row = s / 300;
                double y = 3.0 * row;
                double[] corner = {x, y, 0, x + 1, y, 0, x, y + 1, 0, x, y, 1};
                System.arraycopy(corner, 0, points, 12 * s, 12);
                for (int k = 0; k < 12; k++) {
                    corners[12 * s + k] = 4 * s + tetrahedron[k];
                }
            }
            return mesh(points, Arrays.copyOf(corners, 12 * (facets / 4)));
        }
    },
    /** Facets apart from each other: three points and three open edges each. */
    APART {
        @Override
        TriangleMesh of(int facets) {
            double[] points = new double[9 * facets];
            for (int f = 0; f < facets; f++) {
                double x = 2.0 * (f % 700);
                int row = f / 700;
                double y = 2.0 * row;
                System.arraycopy(new double[] {x, y, 0, x + 1, y, 0, x, y + 1, 0}, 0, points, 9 * f, 9);
            }
            return mesh(points, counted(3 * facets));
        }
    },
    /** Facets on one line. */
    DEGENERATE {
        @Override
        TriangleMesh of(int facets) {
            double[] points = new double[9 * facets];
            Random random = new Random(7);
            for (int i = 0; i < points.length; i += 3) {
                Arrays.fill(points, i, i + 3, 20 * random.nextFloat());
            }
            return mesh(points, counted(3 * facets));
        }
    },
    /** All facets at one edge. */
    FAN {
        @Override
        TriangleMesh of(int facets) {
            double[] points = new double[3 * facets + 6];
            int[] corners = new int[3 * facets];
            points[5] = 10;
            for (int f = 0; f < facets; f++) {
                double turn = 2 * Math.PI * f / facets;
                points[3 * f + 6] = (float) (10 * Math.cos(turn));
                points[3 * f + 7] = (float) (10 * Math.sin(turn));
                points[3 * f + 8] = 5;
                System.arraycopy(new int[] {0, 1, f + 2}, 0, corners, 3 * f, 3);
            }
            return mesh(points, corners);
        }
    },
    /** All facets at one vertex, each with two points of its own. */
    BOUQUET {
        @Override
        TriangleMesh of(int facets) {
            double[] points = new double[6 * facets + 3];
            int[] corners = new int[3 * facets];
            for (int f = 0; f < facets; f++) {
                double turn = 2 * Math.PI * f / facets;
                double next = 2 * Math.PI * (f + 0.5) / facets;
                double[] two = {10 * Math.cos(turn), 10 * Math.sin(turn), 1, 10 * Math.cos(next), 10 * Math.sin(next), 1
                };
                System.arraycopy(two, 0, points, 6 * f + 3, 6);
                System.arraycopy(new int[] {0, 2 * f + 1, 2 * f + 2}, 0, corners, 3 * f, 3);
            }
            return mesh(points, corners);
        }
    },
    /** Large facets at random, most of which cross; no more than two thousand, as pairs grow with the square. */
    CROSSING {
        @Override
        TriangleMesh of(int facets) {
            double[] points = new double[9 * Math.min(2000, facets)];
            Random random = new Random(11);
            Arrays.setAll(points, i -> (float) (10 * random.nextDouble()));
            return mesh(points, counted(points.length / 3));
        }
    },
    /** Two bodies of bars that cross: about as many crossings as facets. */
    LATTICE {
        @Override
        TriangleMesh of(int facets) {
            int side = Math.max(1, (int) Math.round(Math.sqrt(facets / 24.0) * 1.0));
            double[] points = new double[48 * side];
            int[] corners = new int[72 * side];
            for (int i = 0; i < side; i++) {
                bar(points, corners, 2 * i, new double[] {i, 0.1, 0, 0.5, side, 0.5});
                bar(points, corners, 2 * i + 1, new double[] {-0.3, i + 0.2, 0.1, side, 0.4, 0.6});
            }
            return mesh(points, corners);
        }
    };

    /** Returns the model. */
    abstract TriangleMesh of(int facets);

    private static void bar(double[] points, int[] corners, int at, double[] box) {
        int[] cube = {
            0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5
        };
        for (int i = 0; i < 8; i++) {
            for (int axis = 0; axis < 3; axis++) {
                points[24 * at + 3 * i + axis] = box[axis] + ((i >> axis & 1) == 0 ? 0 : box[3 + axis]);
            }
        }
        for (int k = 0; k < 36; k++) {
            corners[36 * at + k] = 8 * at + cube[k];
        }
    }

    private static int[] counted(int n) {
        int[] numbers = new int[n];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private static TriangleMesh mesh(double[] points, int[] corners) {
        return TriangleMesh.of(points, corners, LengthUnit.MILLIMETRE);
    }
}
