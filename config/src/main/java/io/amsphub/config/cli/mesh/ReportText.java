package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.correct.CorrectionReport;
import io.amsphub.mesh.correct.CorrectionStep;
import io.amsphub.mesh.estimate.PrintEstimate;
import io.amsphub.mesh.io.ModelNotes;
import io.amsphub.mesh.mark.MarkCode;
import io.amsphub.mesh.mark.MarkFinding;
import io.amsphub.mesh.mark.MarkedMesh;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.printability.PrintabilityReport;
import io.amsphub.mesh.printability.ProcessLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output for people: a few lines a file, the worst first. */
final class ReportText {

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    /** Returns what detection found in a file. */
    static String check(Path file, ModelFiles.Loaded loaded, CheckCommand.Outcome outcome) {
        ReportText out = new ReportText();
        DetectionReport report = outcome.detection();
        PrintabilityReport printability = outcome.printability();
        MeshMeasures m = report.measures();
        out.head(file, loaded, m.facets());
        out.line(
                "  points   %,d different, %,d edges, %,d component%s",
                m.weldedVertices(), m.edges(), m.components(), m.components() == 1 ? "" : "s");
        out.box(m.boundingBox());
        out.line("  volume   %.6g mm3, area %.6g mm2", m.volumeMm3(), m.areaMm2());
        out.findings(outcome.findings());
        if (printability != null) {
            printability
                    .unjudged()
                    .forEach(u -> out.line("  unjudged %s: %s", u.kind().title(), u.reason()));
        }
        out.remarks(loaded.model().notes());
        String by = printability == null ? "" : " by " + process(printability.limits());
        out.line("  %s", outcome.passes() ? "sound: nothing forbids printing" + by : "not printable as it is" + by);
        return out.end();
    }

    /** Returns what a file holds. */
    static String info(Path file, ModelFiles.Loaded loaded) {
        ReportText out = new ReportText();
        TriangleMesh mesh = loaded.model().mesh();
        out.head(file, loaded, mesh.facetCount());
        out.line("  points   %,d", mesh.pointCount());
        out.box(mesh.facetCount() == 0 ? null : mesh.boundingBox());
        out.line("  length   %,d bytes; a check takes up to %s", loaded.bytes(), MemorySize.text(loaded.memory()));
        for (Map.Entry<String, String> entry : loaded.model().notes().metadata().entrySet()) {
            out.line("  %s: %s", printable(entry.getKey()), printable(entry.getValue()));
        }
        out.remarks(loaded.model().notes());
        return out.end();
    }

    /** Returns what a build takes. */
    static String estimate(Path file, ModelFiles.Loaded loaded, PrintEstimate estimate) {
        ReportText out = new ReportText();
        TriangleMesh mesh = loaded.model().mesh();
        out.head(file, loaded, mesh.facetCount());
        out.box(mesh.boundingBox());
        long s = Math.round(estimate.printTimeS());
        out.line("  time     %d h %02d min %02d s, %,d layers", s / 3600, s / 60 % 60, s % 60, estimate.layers());
        out.line("  material %.6g mm3, %.6g mm3 of it support", estimate.feedstockMm3(), estimate.supportMm3());
        estimate.features()
                .forEach((feature, work) -> out.line(
                        "  %-22s %,10.0f s %,12.1f mm3",
                        feature.name().toLowerCase(Locale.ROOT).replace('_', ' '), work.timeS(), work.volumeMm3()));
        out.remarks(loaded.model().notes());
        return out.end();
    }

    /** Returns what was written where. */
    static String converted(Path file, ModelFiles.Loaded loaded, OutputFile.Written written) {
        ReportText out = new ReportText();
        out.head(file, loaded, loaded.model().mesh().facetCount());
        out.remarks(loaded.model().notes());
        out.written(written.path(), written.bytes());
        return out.end();
    }

    /** Returns which mark was written where. */
    static String marked(Path file, OutputFile.Written written, MarkCode code, MarkedMesh marked) {
        ReportText out = new ReportText();
        out.line(
                "%s: marked %s, %,d of %,d points moved by at most %.1f µm",
                file, code, marked.carriers(), marked.points(), 1000 * marked.largestMoveMm());
        out.written(written.path(), written.bytes());
        return out.end();
    }

    /** Returns which mark a copy has, null for none. */
    static String markFound(Path file, @Nullable MarkFinding found) {
        ReportText out = new ReportText();
        if (found == null) {
            out.line("%s: no mark", file);
        } else {
            out.line(
                    "%s: marked %s (by chance in 1 of 10^%.0f models; %.0f %% of the points belong to the original)",
                    file, found.code(), -found.log10Chance(), 100 * found.matched());
        }
        return out.end();
    }

    /** Returns what was drawn where. */
    static String drawn(Path file, ModelFiles.Loaded loaded, Path output, long bytes) {
        ReportText out = new ReportText();
        out.head(file, loaded, loaded.model().mesh().facetCount());
        out.remarks(loaded.model().notes());
        out.written(output, bytes);
        return out.end();
    }

    /** Returns what a correction did, and what detection finds in the file that was written. */
    static String fixed(Path file, ModelFiles.Loaded loaded, OutputFile.Written written, FixCommand.Outcome outcome) {
        ReportText out = new ReportText();
        CorrectionReport report = outcome.correction();
        out.head(file, loaded, report.before().facets());
        for (CorrectionStep step : report.steps()) {
            out.line(
                    "  %-22s %,d%s%s",
                    step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    step.count(),
                    size(step.measure(), step.unit()),
                    step.note().isEmpty() ? "" : "; " + step.note());
        }
        if (report.changed()) {
            out.line(
                    "  volume   %.6g mm3, was %.6g mm3",
                    outcome.proof().measures().volumeMm3(), report.before().volumeMm3());
            out.line(
                    "  changed  %,d facets%s",
                    report.facetsTouched(),
                    Double.isFinite(report.deviationMm())
                            ? String.format(Locale.ROOT, ", the surface by up to %.3g mm", report.deviationMm())
                            : "");
        } else {
            out.line("  nothing to correct: the model is unchanged");
        }
        out.findings(outcome.proof().findings());
        report.reasons().forEach(reason -> out.line("  a person has to decide: %s", reason));
        out.written(written.path(), written.bytes());
        out.line("  %s", outcome.proof().solid() ? "sound: read back and examined again" : "still not printable");
        return out.end();
    }

    private static String process(ProcessLimits limits) {
        return limits.category() + (limits.material().isEmpty() ? "" : " in " + limits.material());
    }

    private void head(Path file, ModelFiles.Loaded loaded, int facets) {
        LengthUnit unit = loaded.model().mesh().sourceUnit();
        line(
                "%s: %s, %,d facets, %s",
                file,
                loaded.format().extension().toUpperCase(Locale.ROOT),
                facets,
                unit == LengthUnit.UNSPECIFIED
                        ? "no unit stated, taken as mm"
                        : "unit " + unit.name().toLowerCase(Locale.ROOT));
    }

    private void box(@Nullable BoundingBox box) {
        if (box != null) {
            line("  size     %.6g x %.6g x %.6g mm", box.sizeX(), box.sizeY(), box.sizeZ());
        }
    }

    private void findings(List<Finding> findings) {
        findings.stream()
                .sorted((a, b) -> a.severity().compareTo(b.severity()))
                .forEach(finding -> line(
                        "  %-8s %,d %s%s%s",
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.count(),
                        finding.kind().title(),
                        size(finding.measure(), finding.unit()),
                        finding.note().isEmpty() ? "" : ". " + finding.note()));
    }

    private static String size(double measure, String unit) {
        if (unit.isEmpty() || !Double.isFinite(measure)) {
            return "";
        }
        return String.format(Locale.ROOT, " (%.4g%s)", measure, unit.equals("1") ? "" : " " + unit);
    }

    private void remarks(ModelNotes notes) {
        for (ModelNotes.Remark remark : notes.remarks()) {
            line("  note     %s, at %s", remark.what(), remark.where());
        }
    }

    private void written(Path path, long bytes) {
        line("  written  %s, %,d bytes", path, bytes);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    /** Control characters of a file must not reach the terminal. */
    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private String end() {
        return text.substring(0, text.length() - System.lineSeparator().length());
    }
}
