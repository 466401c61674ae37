package io.amsphub.mesh.compose;

import eu.mihosoft.jcsg.CSG;
import eu.mihosoft.jcsg.Polygon;
import eu.mihosoft.jcsg.PropertyStorage;
import eu.mihosoft.jcsg.Vertex;
import eu.mihosoft.vvecmath.Vector3d;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Booleans by JCSG 0.5.2: binary space partition of polygons (the method of csg.js). It recurses as deep as
 * the tree, so it runs in a thread of its own with a large stack and a time limit. What it returns has
 * T-junctions, and surfaces left over where one operand lies in a hollow of the other's box; whoever calls
 * must stitch and prove the result.
 */
final class JcsgKernel {

    private static final long STACK_BYTES = 256L << 20;
    private static final long LIMIT_SECONDS = 60;

    static {
        CSG.setDefaultOptType(CSG.OptType.POLYGON_BOUND);
    }

    private JcsgKernel() {}

    /**
     * Combines two solids.
     *
     * @return the stitched surface, or nothing when JCSG gave up
     * @throws ComposeException when the time limit passed
     */
    static Optional<TriangleMesh> combine(TriangleMesh first, TriangleMesh second, BooleanOperation operation)
            throws ComposeException {
        FutureTask<Optional<List<double[]>>> task = new FutureTask<>(() -> polygons(first, second, operation));
        new QuietThread(task, "jcsg", STACK_BYTES).start();
        try {
            LengthUnit unit = first.sourceUnit();
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .map(polygons -> new PolygonStitch(first, second).stitch(polygons, unit));
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ComposeException(
                    ComposeFault.TIME_LIMIT, "not done within " + LIMIT_SECONDS + " s", operation.title());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new ComposeException(ComposeFault.TIME_LIMIT, "interrupted", operation.title());
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<double[]>> polygons(
            TriangleMesh first, TriangleMesh second, BooleanOperation operation) {
        PropertyStorage storage = new PropertyStorage();
        CSG a = solid(first, storage);
        CSG b = solid(second, storage);
        CSG result =
                switch (operation) {
                    case UNION -> a.union(b);
                    case DIFFERENCE -> a.difference(b);
                    case INTERSECTION -> a.intersect(b);
                };
        List<double[]> polygons = new ArrayList<>(result.getPolygons().size());
        for (Polygon polygon : result.getPolygons()) {
            double[] xyz = new double[3 * polygon.vertices.size()];
            int at = 0;
            for (Vertex vertex : polygon.vertices) {
                xyz[at++] = vertex.pos.x();
                xyz[at++] = vertex.pos.y();
                xyz[at++] = vertex.pos.z();
            }
            polygons.add(xyz);
        }
        return Optional.of(polygons);
    }

    private static CSG solid(TriangleMesh mesh, PropertyStorage storage) {
        List<Polygon> polygons = new ArrayList<>(mesh.facetCount());
        int[] facets = mesh.facets();
        for (int i = 0; i < facets.length; i += 3) {
            List<Vector3d> corners = List.of(
                    corner(mesh.points(), facets[i]),
                    corner(mesh.points(), facets[i + 1]),
                    corner(mesh.points(), facets[i + 2]));
            polygons.add(Polygon.fromPoints(corners, storage));
        }
        return CSG.fromPolygons(storage, polygons);
    }

    private static Vector3d corner(double[] points, int p) {
        return Vector3d.xyz(points[3 * p], points[3 * p + 1], points[3 * p + 2]);
    }
}
