package io.amsphub.config.cli.mesh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.correct.CorrectionReport;
import io.amsphub.mesh.correct.CorrectionStep;
import io.amsphub.mesh.estimate.Feature;
import io.amsphub.mesh.estimate.FeatureWork;
import io.amsphub.mesh.estimate.PrintEstimate;
import io.amsphub.mesh.io.ModelNotes;
import io.amsphub.mesh.mark.MarkCode;
import io.amsphub.mesh.mark.MarkFinding;
import io.amsphub.mesh.mark.MarkedMesh;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.printability.PrintabilityFinding;
import io.amsphub.mesh.printability.PrintabilityReport;
import io.amsphub.mesh.printability.Unjudged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output for programs: one object a file on one line. Lengths in mm, areas in mm², volumes in mm³; the
 * counts mean what {@link MeshMeasures} says. A size that does not exist is null.
 */
final class ReportJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ReportJson() {}

    /** Writes the fields of one object. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns what detection found in a file. */
    static String check(Path file, ModelFiles.Loaded loaded, CheckCommand.Outcome outcome) {
        return object(json -> {
            head(json, file, loaded);
            measures(json, outcome.detection().measures());
            json.writeBooleanField("solid", outcome.detection().solid());
            findings(json, "findings", outcome.findings());
            if (outcome.printability() != null) {
                printability(json, outcome.printability());
            }
            remarks(json, loaded.model().notes());
        });
    }

    /** Returns what a file holds. */
    static String info(Path file, ModelFiles.Loaded loaded) {
        return object(json -> {
            head(json, file, loaded);
            json.writeNumberField("bytes", loaded.bytes());
            json.writeNumberField("facets", loaded.model().mesh().facetCount());
            json.writeNumberField("points", loaded.model().mesh().pointCount());
            json.writeNumberField("polygons", loaded.model().notes().polygons());
            boolean empty = loaded.model().mesh().facetCount() == 0;
            box(json, empty ? null : loaded.model().mesh().boundingBox());
            json.writeNumberField("memoryForCheckBytes", loaded.memory());
            json.writeObjectFieldStart("metadata");
            for (Map.Entry<String, String> entry :
                    loaded.model().notes().metadata().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            remarks(json, loaded.model().notes());
        });
    }

    /** Returns what a build takes; the features that the build has, by name. */
    static String estimate(Path file, ModelFiles.Loaded loaded, PrintEstimate estimate) {
        return object(json -> {
            head(json, file, loaded);
            number(json, "printTimeS", estimate.printTimeS());
            number(json, "feedstockMm3", estimate.feedstockMm3());
            json.writeNumberField("layers", estimate.layers());
            number(json, "supportMm3", estimate.supportMm3());
            json.writeObjectFieldStart("features");
            for (Map.Entry<Feature, FeatureWork> entry : estimate.features().entrySet()) {
                json.writeObjectFieldStart(entry.getKey().name());
                number(json, "timeS", entry.getValue().timeS());
                number(json, "lengthMm", entry.getValue().lengthMm());
                number(json, "volumeMm3", entry.getValue().volumeMm3());
                json.writeEndObject();
            }
            json.writeEndObject();
            remarks(json, loaded.model().notes());
        });
    }

    /** Returns what was written where. */
    static String converted(Path file, ModelFiles.Loaded loaded, OutputFile.Written written) {
        return object(json -> {
            head(json, file, loaded);
            written(json, written);
            json.writeNumberField("facets", loaded.model().mesh().facetCount());
            json.writeNumberField("points", loaded.model().mesh().pointCount());
            remarks(json, loaded.model().notes());
        });
    }

    /** Returns which mark was written where. */
    static String marked(
            Path file, ModelFiles.Loaded loaded, OutputFile.Written written, MarkCode code, MarkedMesh marked) {
        return object(json -> {
            head(json, file, loaded);
            written(json, written);
            json.writeStringField("code", code.text());
            json.writeNumberField("points", marked.points());
            json.writeNumberField("carriers", marked.carriers());
            json.writeNumberField("spared", marked.spared());
            json.writeNumberField("largestMoveMm", marked.largestMoveMm());
        });
    }

    /** Returns which mark a copy has; the code is null when it has none. */
    static String markFound(Path file, ModelFiles.Loaded loaded, @Nullable MarkFinding found) {
        return object(json -> {
            head(json, file, loaded);
            json.writeStringField("code", found == null ? null : found.code().text());
            if (found != null) {
                json.writeBooleanField("readOpenly", found.open());
                json.writeNumberField("score", found.score());
                json.writeNumberField("log10Chance", found.log10Chance());
                json.writeNumberField("matched", found.matched());
                json.writeNumberField("agreement", found.agreement());
                json.writeNumberField("scale", found.scale());
            }
        });
    }

    /** Returns what was drawn where. */
    static String drawn(Path file, ModelFiles.Loaded loaded, Path output, long bytes) {
        return object(json -> {
            head(json, file, loaded);
            json.writeStringField("output", output.toString());
            json.writeNumberField("outputBytes", bytes);
            remarks(json, loaded.model().notes());
        });
    }

    /** Returns what a correction did, and what detection finds in the file that was written. */
    static String fixed(Path file, ModelFiles.Loaded loaded, OutputFile.Written written, FixCommand.Outcome outcome) {
        CorrectionReport report = outcome.correction();
        return object(json -> {
            head(json, file, loaded);
            written(json, written);
            json.writeBooleanField("changed", report.changed());
            json.writeBooleanField("solid", outcome.proof().solid());
            json.writeBooleanField("personDecides", report.personDecides());
            json.writeArrayFieldStart("reasons");
            for (String reason : report.reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            steps(json, report);
            json.writeObjectFieldStart("before");
            measures(json, report.before());
            json.writeEndObject();
            json.writeObjectFieldStart("after");
            measures(json, outcome.proof().measures());
            json.writeEndObject();
            number(json, "volumeChangeMm3", report.volumeChangeMm3());
            number(json, "areaChangeMm2", report.areaChangeMm2());
            number(json, "deviationMm", report.deviationMm());
            json.writeNumberField("facetsTouched", report.facetsTouched());
            findings(json, "remaining", outcome.proof().findings());
        });
    }

    /** Returns why a file cannot be used. */
    static String refusal(Path file, FileRefusal refusal) {
        return object(json -> {
            json.writeStringField("file", file.toString());
            json.writeObjectFieldStart("error");
            json.writeStringField("code", refusal.code());
            json.writeStringField("message", refusal.message());
            if (!refusal.where().isEmpty()) {
                json.writeStringField("where", refusal.where());
            }
            json.writeStringField("remedy", refusal.remedy());
            json.writeEndObject();
        });
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void head(JsonGenerator json, Path file, ModelFiles.Loaded loaded) throws IOException {
        json.writeStringField("file", file.toString());
        json.writeStringField("format", loaded.format().extension());
        json.writeStringField("unit", loaded.model().mesh().sourceUnit().name().toLowerCase(Locale.ROOT));
    }

    private static void written(JsonGenerator json, OutputFile.Written written) throws IOException {
        json.writeStringField("output", written.path().toString());
        json.writeStringField("outputFormat", written.format().extension());
        json.writeNumberField("outputBytes", written.bytes());
    }

    private static void measures(JsonGenerator json, MeshMeasures m) throws IOException {
        json.writeNumberField("facets", m.facets());
        json.writeNumberField("points", m.points());
        json.writeNumberField("weldedVertices", m.weldedVertices());
        json.writeNumberField("usedVertices", m.usedVertices());
        json.writeNumberField("edges", m.edges());
        json.writeNumberField("degenerateFacets", m.degenerateFacets());
        json.writeNumberField("collinearFacets", m.collinearFacets());
        json.writeNumberField("duplicateFacets", m.duplicateFacets());
        json.writeNumberField("duplicateOppositeFacets", m.duplicateOpposite());
        json.writeNumberField("openEdges", m.openEdges());
        json.writeNumberField("nonManifoldEdges", m.nonManifoldEdges());
        json.writeNumberField("inconsistentEdges", m.inconsistentEdges());
        json.writeNumberField("nonManifoldVertices", m.nonManifoldVertices());
        json.writeNumberField("components", m.components());
        json.writeNumberField("openComponents", m.openComponents());
        json.writeNumberField("invertedComponents", m.invertedComponents());
        json.writeNumberField("euler", m.euler());
        json.writeNumberField("selfIntersectingPairs", m.selfIntersectingPairs());
        json.writeNumberField("selfIntersectingPairsSameComponent", m.selfIntersectingPairsSameComponent());
        json.writeNumberField("selfIntersectingFacets", m.selfIntersectingFacets());
        number(json, "volumeMm3", m.volumeMm3());
        number(json, "areaMm2", m.areaMm2());
        box(json, m.boundingBox());
    }

    /** Six numbers: the lowest x, y and z, then the highest. */
    private static void box(JsonGenerator json, @Nullable BoundingBox box) throws IOException {
        if (box == null) {
            json.writeNullField("boundingBoxMm");
            return;
        }
        double[] sides = {box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ()};
        json.writeFieldName("boundingBoxMm");
        json.writeArray(sides, 0, sides.length);
    }

    /** JSON has no NaN and no infinity. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static void findings(JsonGenerator json, String name, List<Finding> findings) throws IOException {
        json.writeArrayFieldStart(name);
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("kind", finding.kind().name());
            json.writeStringField("severity", finding.severity().name());
            json.writeStringField("title", finding.kind().title());
            json.writeNumberField("count", finding.count());
            measure(json, finding.measure(), finding.unit(), finding.note());
            if (finding.places().size() > 0) {
                places(json, finding.places());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What the process was judged by; the findings themselves are among those of the check. */
    private static void printability(JsonGenerator json, PrintabilityReport report) throws IOException {
        json.writeObjectFieldStart("printability");
        json.writeStringField("process", report.limits().category().name());
        json.writeStringField("material", report.limits().material());
        json.writeBooleanField("printable", report.printable());
        json.writeArrayFieldStart("judgements");
        for (PrintabilityFinding judgement : report.judgements()) {
            json.writeStartObject();
            json.writeStringField("kind", judgement.finding().kind().name());
            json.writeStringField("limit", judgement.limit().name());
            number(json, "limitValue", judgement.limitValue());
            json.writeStringField("source", judgement.source());
            json.writeStringField("remedy", judgement.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("unjudged");
        for (Unjudged unjudged : report.unjudged()) {
            json.writeStartObject();
            json.writeStringField("kind", unjudged.kind().name());
            json.writeStringField("reason", unjudged.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void measure(JsonGenerator json, double measure, String unit, String note) throws IOException {
        if (!unit.isEmpty()) {
            number(json, "measure", measure);
            json.writeStringField("unit", unit);
        }
        if (!note.isEmpty()) {
            json.writeStringField("note", note);
        }
    }

    private static void places(JsonGenerator json, Places places) throws IOException {
        json.writeObjectFieldStart("places");
        json.writeStringField("kind", places.kind().name());
        json.writeFieldName("indices");
        json.writeArray(places.indices(), 0, places.indices().length);
        json.writeBooleanField("complete", places.complete());
        json.writeEndObject();
    }

    private static void steps(JsonGenerator json, CorrectionReport report) throws IOException {
        json.writeArrayFieldStart("steps");
        for (CorrectionStep step : report.steps()) {
            json.writeStartObject();
            json.writeStringField("kind", step.kind().name());
            json.writeNumberField("count", step.count());
            measure(json, step.measure(), step.unit(), step.note());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void remarks(JsonGenerator json, ModelNotes notes) throws IOException {
        json.writeArrayFieldStart("remarks");
        for (ModelNotes.Remark remark : notes.remarks()) {
            json.writeStartObject();
            json.writeStringField("kind", remark.kind().name());
            json.writeStringField("what", remark.what());
            json.writeStringField("where", remark.where());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
