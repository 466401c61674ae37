package io.amsphub.mesh.render;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.model.BoundingBox;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What is written beside a model: the kinds of findings, a scale bar, the size, and the axes. */
final class Legend {

    private static final int INK = 0x1F2933;
    private static final int[] AXIS_COLOURS = {0xD0312D, 0x2F8F3A, 0x2458C5};
    private static final String[] AXIS_NAMES = {"X", "Y", "Z"};

    private final Canvas canvas;
    private final RenderOptions options;
    private final double unit;

    Legend(Canvas canvas, RenderOptions options, double unit) {
        this.canvas = canvas;
        this.options = options;
        this.unit = unit;
    }

    /** Returns the measure that everything scales with, in pixels: about the height of a line of text. */
    static double unit(RenderOptions options) {
        return Math.max(6, Math.min(options.width(), options.height()) / 40.0);
    }

    private static double letter(double unit) {
        return 0.62 * unit;
    }

    static double width(List<Finding> findings, double unit) {
        double widest = 0;
        for (Finding finding : findings) {
            widest = Math.max(widest, Canvas.textWidth(entry(finding), letter(unit)));
        }
        return widest + 3.2 * unit;
    }

    private static String entry(Finding finding) {
        return finding.count() + " " + finding.kind().title();
    }

    void draw(BoundingBox box, double pixelsPerMm, List<Finding> findings) {
        drawFindings(findings);
        double end = drawScale(pixelsPerMm);
        drawSize(box, end);
        drawAxes();
    }

    private void drawFindings(List<Finding> findings) {
        double x = options.width() - width(findings, unit);
        double y = options.height() - 2.5 * unit;
        for (Finding finding : findings) {
            canvas.fill(x, y, x + unit, y + letter(unit), FindingColours.of(finding.kind()));
            canvas.text(entry(finding), x + 1.5 * unit, y, letter(unit), INK);
            y -= 1.5 * unit;
        }
    }

    /** Draws a bar of 1, 2 or 5 times a power of ten mm, about a sixth of the picture, and returns its end. */
    private double drawScale(double pixelsPerMm) {
        double target = options.width() / 6.0 / pixelsPerMm;
        double power = Math.pow(10, Math.floor(Math.log10(target)));
        double length = power * (target >= 5 * power ? 5 : target >= 2 * power ? 2 : 1);
        double x0 = 1.5 * unit;
        double x1 = x0 + length * pixelsPerMm;
        double y = 1.3 * unit;
        double thick = Math.max(1.5, 0.12 * unit);
        canvas.fill(x0, y, x1, y + thick, INK);
        canvas.fill(x0, y - 0.3 * unit, x0 + thick, y + 0.3 * unit + thick, INK);
        canvas.fill(x1 - thick, y - 0.3 * unit, x1, y + 0.3 * unit + thick, INK);
        String text = rounded(length, 3) + " mm";
        canvas.text(text, (x0 + x1 - Canvas.textWidth(text, letter(unit))) / 2, y + 0.65 * unit, letter(unit), INK);
        return x1;
    }

    private void drawSize(BoundingBox box, double scaleEnd) {
        String size = rounded(box.sizeX(), 4) + " \u00d7 " + rounded(box.sizeY(), 4) + " \u00d7 "
                + rounded(box.sizeZ(), 4) + " mm";
        double x = options.width() - 5.5 * unit - Canvas.textWidth(size, letter(unit));
        if (x > scaleEnd + unit) {
            canvas.text(size, x, 1.1 * unit, letter(unit), INK);
        }
    }

    private void drawAxes() {
        double[] axes = options.view().axes();
        double x = options.width() - 2.6 * unit;
        double y = 2.2 * unit;
        for (int k = 0; k < 3; k++) {
            double dx = 1.2 * unit * axes[k];
            double dy = 1.2 * unit * axes[3 + k];
            if (Math.hypot(dx, dy) > 0.3 * unit) {
                canvas.hidden(new double[] {x, y, 0, x + dx, y + dy, 0}, 0.07 * unit, AXIS_COLOURS[k], 1);
                double size = 0.45 * unit;
                double wide = Canvas.textWidth(AXIS_NAMES[k], size);
                canvas.text(AXIS_NAMES[k], x + 1.45 * dx - wide / 2, y + 1.45 * dy - size / 2, size, AXIS_COLOURS[k]);
            }
        }
    }

    /** Returns a number with so many digits that count, without exponent. */
    private static String rounded(double value, int digits) {
        BigDecimal exact = BigDecimal.valueOf(value);
        int scale = Math.max(0, digits - exact.precision() + exact.scale());
        BigDecimal round = exact.setScale(scale, RoundingMode.HALF_UP);
        return (round.signum() == 0 ? BigDecimal.ZERO : round.stripTrailingZeros()).toPlainString();
    }
}
