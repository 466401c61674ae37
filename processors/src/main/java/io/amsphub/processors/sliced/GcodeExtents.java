package io.amsphub.processors.sliced;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The box around everything that a program extrudes, mm, in the machine's frame. Follows G0 to G3, G20, G21,
 * G28, G90 to G92, M82 and M83; arcs count with their extremes in X and Y. Travel does not count, nor does
 * extrusion without motion.
 */
final class GcodeExtents {

    private static final double INCH = 25.4;
    private static final int X = 0;
    private static final int Y = 1;
    private static final int Z = 2;
    private static final int E = 3;
    private static final int I = 4;
    private static final int J = 5;
    private static final String WORDS = "XYZEIJ";

    private final double[] position = new double[4];
    private final double[] words = new double[WORDS.length()];
    private final boolean[] given = new boolean[WORDS.length()];
    private final double[] min = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    private final double[] max = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    private double unit = 1;
    private boolean relative;
    private boolean relativeE;
    private long commands;

    /** Takes in one line; a line that is no command is passed over. */
    void line(byte[] line, int length) {
        int at = skipBlanks(line, 0, length);
        if (at < length && (line[at] | 0x20) == 'n') {
            at = skipBlanks(line, skipNumber(line, at + 1, length), length);
        }
        if (at + 1 >= length || line[at + 1] < '0' || line[at + 1] > '9') {
            return;
        }
        int letter = line[at] | 0x20;
        int end = at + 1;
        int code = 0;
        while (end < length && line[end] >= '0' && line[end] <= '9' && code < 100_000) {
            code = 10 * code + line[end++] - '0';
        }
        if (letter == 'g') {
            commands++;
            command(code, line, end, length);
        } else if (letter == 'm') {
            commands++;
            relativeE = code == 83 || (code != 82 && relativeE);
        }
    }

    private void command(int code, byte[] line, int from, int length) {
        switch (code) {
            case 0, 1, 2, 3 -> {
                readWords(line, from, length);
                move(code);
            }
            case 20 -> unit = INCH;
            case 21 -> unit = 1;
            case 28 -> home(line, from, length);
            case 90 -> relative = false;
            case 91 -> relative = true;
            case 92 -> {
                readWords(line, from, length);
                for (int axis = X; axis <= E; axis++) {
                    position[axis] = given[axis] ? words[axis] * unit : position[axis];
                }
            }
            default -> {
                // moves nothing that is extruded
            }
        }
    }

    private void home(byte[] line, int from, int length) {
        readWords(line, from, length);
        boolean all = !given[X] && !given[Y] && !given[Z];
        for (int axis = X; axis <= Z; axis++) {
            position[axis] = all || given[axis] ? 0 : position[axis];
        }
    }

    private void move(int code) {
        double fromX = position[X];
        double fromY = position[Y];
        double fromZ = position[Z];
        double fromE = position[E];
        for (int axis = X; axis <= Z; axis++) {
            if (given[axis]) {
                position[axis] = (relative ? position[axis] : 0) + words[axis] * unit;
            }
        }
        if (given[E]) {
            position[E] = (relativeE || relative ? position[E] : 0) + words[E] * unit;
        }
        boolean arc = code >= 2 && (given[I] || given[J]);
        if (position[E] > fromE && (arc || position[X] != fromX || position[Y] != fromY)) {
            include(fromX, fromY, fromZ);
            include(position[X], position[Y], position[Z]);
            if (arc) {
                arc(code == 2, fromX, fromY);
            }
        }
    }

    /** Adds the extremes of an arc in X and Y that lie between its ends. */
    private void arc(boolean clockwise, double fromX, double fromY) {
        double centreX = fromX + (given[I] ? words[I] * unit : 0);
        double centreY = fromY + (given[J] ? words[J] * unit : 0);
        double radius = Math.hypot(fromX - centreX, fromY - centreY);
        double begin = Math.atan2(fromY - centreY, fromX - centreX);
        double sweep = Math.atan2(position[Y] - centreY, position[X] - centreX) - begin;
        double turn = clockwise ? -sweep : sweep;
        turn = turn <= 0 ? turn + 2 * Math.PI : turn;
        for (int quarter = 0; quarter < 4; quarter++) {
            double angle = quarter * Math.PI / 2;
            double ahead = clockwise ? begin - angle : angle - begin;
            ahead = ((ahead % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
            if (ahead < turn) {
                include(centreX + radius * Math.cos(angle), centreY + radius * Math.sin(angle), position[Z]);
            }
        }
    }

    private void include(double x, double y, double z) {
        min[X] = Math.min(min[X], x);
        min[Y] = Math.min(min[Y], y);
        min[Z] = Math.min(min[Z], z);
        max[X] = Math.max(max[X], x);
        max[Y] = Math.max(max[Y], y);
        max[Z] = Math.max(max[Z], z);
    }

    private void readWords(byte[] line, int from, int length) {
        Arrays.fill(given, false);
        int at = from;
        while (at < length && line[at] != ';' && line[at] != '(') {
            int word = WORDS.indexOf(line[at] & ~0x20);
            int end = skipNumber(line, at + 1, length);
            if (word >= 0) {
                given[word] = true;
                words[word] = number(line, at + 1, end);
            }
            at = Math.max(end, at + 1);
        }
    }

    private static int skipBlanks(byte[] line, int from, int length) {
        int at = from;
        while (at < length && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int skipNumber(byte[] line, int from, int length) {
        int at = from;
        while (at < length && ((line[at] >= '0' && line[at] <= '9') || ".+-".indexOf(line[at]) >= 0)) {
            at++;
        }
        return at;
    }

    /** Reads a plain decimal number; G-code has no exponents. */
    private static double number(byte[] line, int from, int end) {
        double value = 0;
        double scale = 0;
        boolean negative = false;
        for (int at = from; at < end; at++) {
            if (line[at] == '-') {
                negative = true;
            } else if (line[at] == '.') {
                scale = 1;
            } else if (line[at] != '+') {
                value = 10 * value + line[at] - '0';
                scale *= 10;
            }
        }
        double magnitude = scale > 1 ? value / scale : value;
        return negative ? -magnitude : magnitude;
    }

    /** Returns how many commands there were. */
    long commands() {
        return commands;
    }

    /** Returns the lower corner; null when nothing is extruded. */
    double @Nullable [] min() {
        return max[X] < min[X] ? null : min.clone();
    }

    /** Returns the upper corner; null when nothing is extruded. */
    double @Nullable [] max() {
        return max[X] < min[X] ? null : max.clone();
    }
}
