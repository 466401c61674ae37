package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Plane;

/** The work of one layer by {@link Feature} index: lengths in mm, volumes in mm³, times in s with and without cooling. */
final class LayerWork {

    final double[] length = new double[Feature.count()];
    final double[] volume = new double[Feature.count()];
    final double[] seconds = new double[Feature.count()];
    final double[] plainSeconds = new double[Feature.count()];

    /** Times a path that begins where it ends, as the layer before most likely did. */
    static LayerWork of(LayerPath path, double rise) {
        LayerWork work = new LayerWork();
        double x = path.atX();
        double y = path.atY();
        for (int i = 0; i < path.size(); i++) {
            int role = path.feature(i).index();
            work.length[role] += Plane.length(path.x(i) - x, path.y(i) - y);
            work.volume[role] += path.volume(i) * path.settings().multiplier;
            x = path.x(i);
            y = path.y(i);
        }
        LayerClock clock = new LayerClock(path.settings());
        double startX = path.atX();
        double startY = path.atY();
        clock.time(path, startX, startY, rise, work.plainSeconds);
        if (clock.slowDown(path, startX, startY)) {
            clock.time(path, startX, startY, rise, work.seconds);
        } else {
            System.arraycopy(work.plainSeconds, 0, work.seconds, 0, work.seconds.length);
        }
        return work;
    }
}
