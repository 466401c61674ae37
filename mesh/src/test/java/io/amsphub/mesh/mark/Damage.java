package io.amsphub.mesh.mark;

import io.amsphub.mesh.inspect.RigidTransform;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ObjWriter;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.io.ThreeMfWriter;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Weld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** What happens to a copy on its way: formats, moves, and attempts to get rid of a mark. Deterministic. */
final class Damage {

    private Damage() {}

    /** Writes a mesh in a format. */
    @FunctionalInterface
    interface Writer {
        void write(TriangleMesh mesh, OutputStream out) throws IOException;
    }

    static TriangleMesh binaryStl(TriangleMesh mesh) throws IOException {
        return through(mesh, MeshFormat.STL, BinaryStlWriter::write);
    }

    static TriangleMesh threeMf(TriangleMesh mesh) throws IOException {
        return through(mesh, MeshFormat.THREE_MF, ThreeMfWriter::write);
    }

    static TriangleMesh obj(TriangleMesh mesh) throws IOException {
        return through(mesh, MeshFormat.OBJ, ObjWriter::write);
    }

    /** Text with as many digits after the point as most programs write. */
    static TriangleMesh asciiStl(TriangleMesh mesh, String number) throws IOException {
        return through(mesh, MeshFormat.STL, (m, out) -> {
            StringBuilder text = new StringBuilder("solid part\n");
            String vertex = "vertex " + number + " " + number + " " + number + "\n";
            for (int at = 0; at < m.facets().length; at++) {
                text.append(at % 3 == 0 ? "facet normal 0 0 0\nouter loop\n" : "");
                int p = 3 * m.facets()[at];
                text.append(String.format(Locale.ROOT, vertex, m.points()[p], m.points()[p + 1], m.points()[p + 2]));
                text.append(at % 3 == 2 ? "endloop\nendfacet\n" : "");
            }
            out.write(text.append("endsolid part\n").toString().getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static TriangleMesh through(TriangleMesh mesh, MeshFormat format, Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(mesh, out);
        try {
            return MeshReaders.read(
                    new ByteArrayInputStream(out.toByteArray()), out.size(), format, ReadLimits.defaults());
        } catch (MeshFormatException e) {
            throw new AssertionError("what was written is refused", e);
        }
    }

    /** Points and facets in another order. */
    static TriangleMesh shuffled(TriangleMesh mesh) {
        Random random = new Random(7);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, mesh.pointCount()).boxed().toList());
        Collections.shuffle(order, random);
        double[] points = new double[mesh.points().length];
        int[] place = new int[order.size()];
        for (int i = 0; i < place.length; i++) {
            place[order.get(i)] = i;
            System.arraycopy(mesh.points(), 3 * order.get(i), points, 3 * i, 3);
        }
        List<Integer> facets =
                new ArrayList<>(IntStream.range(0, mesh.facetCount()).boxed().toList());
        Collections.shuffle(facets, random);
        int[] corners = new int[mesh.facets().length];
        for (int i = 0; i < facets.size(); i++) {
            for (int k = 0; k < 3; k++) {
                corners[3 * i + k] = place[mesh.facets()[3 * facets.get(i) + (k + i) % 3]];
            }
        }
        return TriangleMesh.of(points, corners, mesh.sourceUnit());
    }

    /** Turned about a skew axis, moved, and scaled. */
    static TriangleMesh turned(TriangleMesh mesh, double scale) {
        double[] points = RigidTransform.about(0.36, 0.48, 0.8, 2.1).of(mesh.points());
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) (points[i] * scale + 31.4159);
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    /** Each joined point moved at random, up to so far in each direction. */
    static TriangleMesh noisy(TriangleMesh mesh, double mm) {
        Random random = new Random(11);
        Weld weld = Weld.of(mesh);
        double[] by = new double[3 * weld.vertexCount()];
        for (int i = 0; i < by.length; i++) {
            by[i] = mm * (2 * random.nextDouble() - 1);
        }
        double[] points = mesh.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) (points[i] + by[3 * weld.vertexOf()[i / 3] + i % 3]);
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    /** Coordinates rounded to a grid. */
    static TriangleMesh rounded(TriangleMesh mesh, double grid) {
        double[] points = mesh.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] = Math.round(points[i] / grid) * grid;
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    /** Only the facets in the lower part of the longest side. */
    static TriangleMesh cut(TriangleMesh mesh, double part) {
        var box = mesh.boundingBox();
        double[] low = {box.minX(), box.minY(), box.minZ()};
        double[] size = {box.sizeX(), box.sizeY(), box.sizeZ()};
        int axis = size[0] >= Math.max(size[1], size[2]) ? 0 : size[1] >= size[2] ? 1 : 2;
        double limit = low[axis] + part * size[axis];
        int[] kept = IntStream.range(0, mesh.facetCount())
                .filter(f -> IntStream.range(3 * f, 3 * f + 3)
                        .allMatch(c -> mesh.points()[3 * mesh.facets()[c] + axis] <= limit))
                .flatMap(f -> IntStream.range(3 * f, 3 * f + 3))
                .map(c -> mesh.facets()[c])
                .toArray();
        return TriangleMesh.of(mesh.points(), kept, mesh.sourceUnit());
    }

    /** Fewer facets: edges taken at random are drawn together into one of their ends until a part of the points is left. */
    static TriangleMesh simplified(TriangleMesh mesh, double left) {
        Random random = new Random(13);
        Weld weld = Weld.of(mesh);
        int[] corners = weld.apply(mesh.facets()).clone();
        int[] to = IntStream.range(0, weld.vertexCount()).toArray();
        boolean[] touched = new boolean[to.length];
        int gone = 0;
        for (int tries = 0; tries < 40 * to.length && gone < (1 - left) * to.length; tries++) {
            int f = 3 * random.nextInt(corners.length / 3);
            int k = random.nextInt(3);
            int from = corners[f + k];
            int into = corners[f + (k + 1) % 3];
            if (!touched[from] && to[from] == from && to[into] == into && from != into) {
                to[from] = into;
                touched[into] = true;
                gone++;
            }
        }
        for (int i = 0; i < corners.length; i++) {
            corners[i] = to[corners[i]];
        }
        int[] kept = IntStream.range(0, corners.length / 3)
                .filter(f -> corners[3 * f] != corners[3 * f + 1]
                        && corners[3 * f + 1] != corners[3 * f + 2]
                        && corners[3 * f] != corners[3 * f + 2])
                .flatMap(f -> IntStream.of(corners[3 * f], corners[3 * f + 1], corners[3 * f + 2]))
                .toArray();
        return TriangleMesh.of(weld.coordinates(mesh.points()).clone(), kept, mesh.sourceUnit());
    }

    /** Each point halfway to the mean of its neighbours. */
    static TriangleMesh smoothed(TriangleMesh mesh) {
        Weld weld = Weld.of(mesh);
        int[] corners = weld.apply(mesh.facets());
        double[] at = weld.coordinates(mesh.points());
        double[] sum = new double[at.length];
        int[] count = new int[at.length / 3];
        for (int f = 0; f < corners.length; f += 3) {
            for (int k = 0; k < 6; k++) {
                int v = corners[f + k % 3];
                int other = corners[f + (k + 1 + k / 3) % 3];
                count[v]++;
                for (int axis = 0; axis < 3; axis++) {
                    sum[3 * v + axis] += at[3 * other + axis];
                }
            }
        }
        double[] points = at.clone();
        for (int i = 0; i < points.length; i++) {
            points[i] = count[i / 3] == 0 ? points[i] : (points[i] + sum[i] / count[i / 3]) / 2;
        }
        return TriangleMesh.of(points, corners.clone(), mesh.sourceUnit());
    }

    /** The mean of two copies with the same facets. */
    static TriangleMesh mean(TriangleMesh first, TriangleMesh second) {
        double[] points = first.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) ((points[i] + second.points()[i]) / 2);
        }
        return TriangleMesh.of(points, first.facets(), first.sourceUnit());
    }
}
