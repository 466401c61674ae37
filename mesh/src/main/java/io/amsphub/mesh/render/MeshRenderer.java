package io.amsphub.mesh.render;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.Hole;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of a mesh, with a scale bar and its size, and of its findings: facets in the colour of their kind,
 * edges, holes and points drawn over them (faint where they are behind something), and a legend. The back of
 * a facet shows in another colour, so that one sees into holes.
 *
 * <p>Own rasteriser: no display, no fonts, no native code. Same mesh, same options, same bytes. Cost:
 * O(facets + pixels); memory 72 bytes a pixel of the picture, about 50 bytes a facet. Not more than one thread.
 */
public final class MeshRenderer {

    private static final int BACKGROUND = 0xFFFFFF;
    private static final int SURFACE = 0xA9BDD1;
    private static final int BACK = 0xC9906E;
    private static final int EDGE = 0x2F3B47;
    /** With more edges than this share of the facets they are texture and not shape. */
    private static final double MOST_EDGES = 0.3;

    private static final int FEW_EDGES = 20_000;

    private static final int MOST_OUTLINED = 4000;

    private final TriangleMesh mesh;
    private final RenderOptions options;
    private final Canvas canvas;
    private final List<Finding> marked = new ArrayList<>();
    private final List<Hole> holes;

    private MeshRenderer(TriangleMesh mesh, List<Finding> findings, List<Hole> holes, RenderOptions options) {
        this.mesh = mesh;
        this.options = options;
        this.holes = holes;
        canvas = new Canvas(options.width(), options.height(), BACKGROUND);
        for (Finding finding : findings) {
            if (finding.places().size() > 0 || (finding.kind() == FindingKind.HOLE && !holes.isEmpty())) {
                marked.add(finding);
            }
        }
    }

    /** Returns a PNG of a mesh; of one without facets an empty sheet. */
    public static byte[] png(TriangleMesh mesh, RenderOptions options) {
        return new MeshRenderer(mesh, List.of(), List.of(), options).render();
    }

    /**
     * Returns a PNG of a mesh with its findings marked.
     *
     * @param report of this very mesh
     */
    public static byte[] png(TriangleMesh mesh, DetectionReport report, RenderOptions options) {
        return new MeshRenderer(mesh, report.findings(), report.holes(), options).render();
    }

    private byte[] render() {
        if (mesh.facetCount() > 0) {
            double unit = Legend.unit(options);
            double right = marked.isEmpty() ? 0 : Legend.width(marked, unit);
            Camera camera = new Camera(
                    mesh,
                    options.view(),
                    2 * unit,
                    4 * unit,
                    options.width() - right - 2 * unit,
                    options.height() - 2 * unit);
            Shading shading = new Shading(mesh);
            drawSurface(camera, shading);
            if (marked.isEmpty()) {
                drawEdges(camera, shading, 0.55);
            } else {
                drawEdges(camera, shading, 0.35);
                drawFindings(camera);
            }
            new Legend(canvas, options, unit).draw(mesh.boundingBox(), camera.scale(), marked);
        }
        return PngWriter.encode(canvas.pixels(), options.width(), options.height());
    }

    private void drawSurface(Camera camera, Shading shading) {
        int[] colours = facetColours();
        double[] p = new double[9];
        double[] shade = new double[3];
        double[] normal = new double[3];
        double[] turned = new double[3];
        for (int f = 0; f < mesh.facetCount(); f++) {
            for (int k = 0; k < 3; k++) {
                camera.project(mesh.points(), mesh.facets()[3 * f + k], p, 3 * k);
            }
            boolean front = (p[3] - p[0]) * (p[7] - p[1]) - (p[4] - p[1]) * (p[6] - p[0]) > 0;
            for (int k = 0; k < 3; k++) {
                shading.normalAt(3 * f + k, normal);
                camera.turn(normal, turned);
                shade[k] = brightness(turned, front ? 1 : -1);
            }
            int colour = colours[f] != 0 ? colours[f] : front ? SURFACE : BACK;
            canvas.triangle(p, shade, colour);
        }
    }

    /** A key light from the upper left, a weak one from the right, and some light from everywhere. */
    static double brightness(double[] n, int sign) {
        double key = sign * (-0.52 * n[0] + 0.57 * n[1] + 0.64 * n[2]);
        double fill = sign * (0.80 * n[0] + 0.10 * n[1] + 0.59 * n[2]);
        return 0.46 + 0.54 * Math.max(0, key) + 0.16 * Math.max(0, fill);
    }

    private int[] facetColours() {
        int[] colours = new int[mesh.facetCount()];
        for (int i = marked.size() - 1; i >= 0; i--) {
            Places places = marked.get(i).places();
            boolean facets = places.kind() == Places.Kind.FACET || places.kind() == Places.Kind.FACET_PAIR;
            for (int index : facets ? places.indices() : new int[0]) {
                colours[index] = FindingColours.of(marked.get(i).kind());
            }
        }
        return colours;
    }

    private void drawEdges(Camera camera, Shading shading, double radius) {
        int[] edges = shading.featureEdges();
        if (edges.length > Math.max(FEW_EDGES, MOST_EDGES * mesh.facetCount())) {
            return;
        }
        for (int h : edges) {
            int a = mesh.facets()[h];
            int b = mesh.facets()[h - h % 3 + (h + 1) % 3];
            canvas.line(between(camera, a, b), radius, 1.2, EDGE);
        }
    }

    private double[] between(Camera camera, int a, int b) {
        double[] line = new double[6];
        camera.project(mesh.points(), a, line, 0);
        camera.project(mesh.points(), b, line, 3);
        return line;
    }

    private void drawFindings(Camera camera) {
        for (int i = marked.size() - 1; i >= 0; i--) {
            int colour = FindingColours.of(marked.get(i).kind());
            Places places = marked.get(i).places();
            int[] at = places.indices();
            switch (places.kind()) {
                case FACET, FACET_PAIR -> outline(camera, at, colour);
                case EDGE -> {
                    for (int k = 0; k < at.length; k += 2) {
                        mark(between(camera, at[k], at[k + 1]), 1.3, colour);
                    }
                }
                case POINT -> {
                    for (int point : at) {
                        mark(between(camera, point, point), 3, colour);
                    }
                }
            }
        }
        for (Hole hole : holes) {
            int[] loop = hole.points();
            for (int k = 0; k < loop.length; k++) {
                mark(between(camera, loop[k], loop[(k + 1) % loop.length]), 2.2, FindingColours.of(FindingKind.HOLE));
            }
        }
    }

    private void mark(double[] line, double radius, int colour) {
        canvas.hidden(line, radius, colour, 0.16);
        canvas.line(line, radius, 3, colour);
    }

    /** Shows where facets are that are behind others, or too small to be seen. */
    private void outline(Camera camera, int[] facets, int colour) {
        for (int i = 0; i < Math.min(MOST_OUTLINED, facets.length); i++) {
            for (int k = 0; k < 3; k++) {
                int a = mesh.facets()[3 * facets[i] + k];
                int b = mesh.facets()[3 * facets[i] + (k + 1) % 3];
                mark(between(camera, a, b), 0.6, colour);
            }
        }
    }
}
