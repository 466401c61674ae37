package io.amsphub.mesh.estimate;

/**
 * Times a measured layer for other settings. From the time t that a feature of length L took at speed v and
 * acceleration a follows how many strokes n it has: t = L/v + n·v/a when strokes reach v, else
 * t = 2·sqrt(n·L/a). With n the time at other speeds follows.
 */
final class LayerRetiming {

    private final ExtrusionSettings settings;
    private final double[] length = new double[Feature.count()];
    private final double[] strokes = new double[Feature.count()];
    private final double[] speed = new double[Feature.count()];

    LayerRetiming(ExtrusionSettings settings) {
        this.settings = settings;
    }

    /** Adds the times of the layer whose figures begin at an index. */
    void add(float[] work, int from, boolean first, double[] seconds) {
        for (int f = 0; f < Feature.count(); f++) {
            int at = from + LayerMeasures.WORK * f;
            length[f] = work[at];
            double area = length[f] > 0 ? work[at + 1] / settings.multiplier / length[f] : 0;
            strokes[f] = strokes(length[f], work[at + 3], work[at + 4], work[at + 5]);
            speed[f] = settings.speed(Feature.of(f), first, area);
        }
        if (settings.cooling) {
            slowDown();
        }
        for (int f = 0; f < Feature.count(); f++) {
            double acceleration = settings.acceleration(Feature.of(f), first);
            seconds[f] += time(length[f], strokes[f], speed[f], acceleration);
        }
    }

    private static double strokes(double length, double time, double speed, double acceleration) {
        double stops = (time - length / speed) * acceleration / speed;
        if (stops <= 0 || length / stops >= speed * speed / acceleration) {
            return Math.max(0, stops);
        }
        return length > 0 ? time * time * acceleration / (4 * length) : 0;
    }

    private static double time(double length, double strokes, double speed, double acceleration) {
        if (strokes > 0 && length / strokes < speed * speed / acceleration) {
            return 2 * Math.sqrt(strokes * length / acceleration);
        }
        return length / speed + strokes * speed / acceleration;
    }

    /** Caps the speeds until length over speed fills the least time of a layer; air and travel stay. */
    private void slowDown() {
        double low = settings.leastSpeed;
        double high = 0;
        for (int f = 0; f < Feature.count(); f++) {
            high = length[f] > 0 && LayerClock.adjustable(Feature.of(f)) ? Math.max(high, speed[f]) : high;
        }
        if (total(high) >= settings.leastLayerTime || high <= low) {
            return;
        }
        for (int step = 0; step < 30; step++) {
            double cap = (low + high) / 2;
            if (total(cap) > settings.leastLayerTime) {
                low = cap;
            } else {
                high = cap;
            }
        }
        for (int f = 0; f < Feature.count(); f++) {
            speed[f] = LayerClock.adjustable(Feature.of(f)) ? Math.min(speed[f], high) : speed[f];
        }
    }

    private double total(double cap) {
        double sum = 0;
        for (int f = 0; f < Feature.count(); f++) {
            double rate = LayerClock.adjustable(Feature.of(f)) ? Math.min(speed[f], cap) : speed[f];
            sum += length[f] > 0 ? length[f] / rate : 0;
        }
        return sum;
    }
}
