package io.amsphub.mesh.render;

import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of a build: the build volume in outline, every part in a colour of its own with its number. Parts
 * are drawn one at a time, so that no two need be held. No display, no fonts. Same parts in the same order,
 * same bytes. Memory: 72 bytes a pixel. Not thread-safe.
 */
public final class BuildPicture {

    private static final int BACKGROUND = 0xFFFFFF;
    private static final int INK = 0x2F3B47;
    private static final int[] COLOURS = {
        0x4E79A7, 0xF28E2B, 0x59A14F, 0xE15759, 0x76B7B2, 0xB07AA1, 0xEDC948, 0x9C755F, 0xFF9DA7, 0x86BCB6
    };

    /** Corners of a box, as bits for X, Y and Z, at the two ends of each edge. */
    private static final int[] EDGES = {0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 1, 3, 4, 6, 5, 7, 0, 4, 1, 5, 2, 6, 3, 7};

    private final RenderOptions options;
    private final Canvas canvas;
    private final Camera camera;
    private final TriangleMesh volume;
    private final double unit;
    private final List<double[]> labels = new ArrayList<>();

    /** A picture of an empty build volume, whose corner is the origin. */
    public BuildPicture(BuildVolume space, RenderOptions options) {
        this.options = options;
        unit = Legend.unit(options);
        volume = box(space);
        canvas = new Canvas(options.width(), options.height(), BACKGROUND);
        camera = new Camera(
                volume, options.view(), 2 * unit, 4 * unit, options.width() - 2 * unit, options.height() - 2 * unit);
        for (int i = 0; i < EDGES.length; i += 2) {
            double[] line = new double[6];
            camera.project(volume.points(), EDGES[i], line, 0);
            camera.project(volume.points(), EDGES[i + 1], line, 3);
            canvas.hidden(line, 0.08 * unit, INK, 0.6);
        }
    }

    private static TriangleMesh box(BuildVolume space) {
        double[] points = new double[24];
        for (int corner = 0; corner < 8; corner++) {
            points[3 * corner] = (corner & 1) * space.sizeXMm();
            points[3 * corner + 1] = (corner >> 1 & 1) * space.sizeYMm();
            points[3 * corner + 2] = (corner >> 2) * space.sizeZMm();
        }
        int[] everyCorner = {0, 1, 2, 3, 4, 5, 6, 7, 0};
        return TriangleMesh.of(points, everyCorner, LengthUnit.MILLIMETRE);
    }

    /**
     * Draws a part.
     *
     * @param number shown on it, from 1
     * @param part as it lies in the build volume
     */
    public void draw(int number, TriangleMesh part) {
        Shading shading = new Shading(part);
        int colour = COLOURS[Math.floorMod(number - 1, COLOURS.length)];
        double[] p = new double[9];
        double[] shade = new double[3];
        double[] normal = new double[3];
        double[] turned = new double[3];
        for (int f = 0; f < part.facetCount(); f++) {
            for (int k = 0; k < 3; k++) {
                camera.project(part.points(), part.facets()[3 * f + k], p, 3 * k);
                shading.normalAt(3 * f + k, normal);
                camera.turn(normal, turned);
                shade[k] = MeshRenderer.brightness(turned, 1);
            }
            canvas.triangle(p, shade, colour);
        }
        BoundingBox box = part.boundingBox();
        double[] centre = {(box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2, (box.minZ() + box.maxZ()) / 2};
        double[] seen = new double[3];
        camera.project(centre, 0, seen, 0);
        labels.add(new double[] {number, seen[0], seen[1]});
    }

    /** Returns the picture as a PNG, with the numbers, a scale bar and the size of the build volume. */
    public byte[] png() {
        double size = 1.1 * unit;
        for (double[] label : labels) {
            String text = Integer.toString((int) label[0]);
            double x = label[1] - Canvas.textWidth(text, size) / 2;
            double y = label[2] - size / 2;
            double wide = Canvas.textWidth(text, size);
            canvas.fill(x - 0.3 * size, y - 0.3 * size, x + wide + 0.3 * size, y + 1.3 * size, BACKGROUND);
            canvas.text(text, x, y, size, INK);
        }
        new Legend(canvas, options, unit).draw(volume.boundingBox(), camera.scale(), List.of());
        return PngWriter.encode(canvas.pixels(), options.width(), options.height());
    }
}
