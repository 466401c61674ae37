package io.amsphub.mesh.orient;

import io.amsphub.mesh.model.TriangleMesh;

/**
 * What of a part does not depend on its way up: size, area, volume and centre of mass. An open or inverted
 * mesh has the volume and centre of its box.
 */
record PartFigures(double diagonal, double area, double volume, double x, double y, double z) {

    static PartFigures of(TriangleMesh mesh) {
        double[] p = mesh.points();
        int[] facets = mesh.facets();
        var box = mesh.boundingBox();
        double ox = (box.minX() + box.maxX()) / 2;
        double oy = (box.minY() + box.maxY()) / 2;
        double oz = (box.minZ() + box.maxZ()) / 2;
        double area = 0;
        double volume = 0;
        double[] moment = new double[3];
        for (int f = 0; f < facets.length; f += 3) {
            int a = 3 * facets[f];
            int b = 3 * facets[f + 1];
            int c = 3 * facets[f + 2];
            double[] n = SupportColumns.normal(p, facets, f / 3);
            area += Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
            double part = ((p[a] - ox) * n[0] + (p[a + 1] - oy) * n[1] + (p[a + 2] - oz) * n[2]) / 6;
            volume += part;
            moment[0] += part * (p[a] + p[b] + p[c] - 3 * ox) / 4;
            moment[1] += part * (p[a + 1] + p[b + 1] + p[c + 1] - 3 * oy) / 4;
            moment[2] += part * (p[a + 2] + p[b + 2] + p[c + 2] - 3 * oz) / 4;
        }
        double boxVolume = box.sizeX() * box.sizeY() * box.sizeZ();
        double least = 1e-9 * Math.pow(box.diagonal(), 3);
        boolean solid = volume > 1e-3 * boxVolume && volume > least;
        return new PartFigures(
                Math.max(box.diagonal(), 1e-12),
                Math.max(area, 1e-12),
                solid ? volume : Math.max(boxVolume, Math.max(least, 1e-12)),
                ox + (solid ? moment[0] / volume : 0),
                oy + (solid ? moment[1] / volume : 0),
                oz + (solid ? moment[2] / volume : 0));
    }

    /** The centre of mass after a rotation. */
    double[] centre(double[] rotation) {
        return BuildOrientation.turned(new double[] {x, y, z}, rotation);
    }
}
