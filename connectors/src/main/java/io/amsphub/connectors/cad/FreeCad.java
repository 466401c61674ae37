package io.amsphub.connectors.cad;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.process.BoundedProcess;
import io.amsphub.connectors.process.ProcessEnd;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * STEP, IGES and BREP by FreeCAD's modules (Open CASCADE).
 *
 * <p>Tolerance: the linear deflection is 1/2000 of the diagonal of the part, at least 5 um (finer than any
 * process resolves) and at most 0.1 mm; the angular deflection 0.2 rad gives 32 facets to a circle.
 */
final class FreeCad implements CadTool {

    private static final double RELATIVE_DEFLECTION = 0.0005;
    private static final double MINIMUM_DEFLECTION_MM = 0.005;
    private static final double MAXIMUM_DEFLECTION_MM = 0.1;
    private static final double ANGULAR_DEFLECTION_RAD = 0.2;
    private static final int UNREADABLE = 3;
    private static final int EMPTY = 4;
    private static final String RESULT = "RESULT ";

    private final CadSettings settings;
    private final BoundedProcess process;

    FreeCad(CadSettings settings, BoundedProcess process) {
        this.settings = settings;
        this.process = process;
    }

    @Override
    public Facts convert(CadFormat format, Path directory, Path source, Path target, Map<String, String> parameters)
            throws IOException {
        if (!Files.isExecutable(settings.python()) || !Files.isDirectory(settings.freeCadLibrary())) {
            throw ConversionFailure.missing("FreeCAD", "freecad-python3", "hub.cad.freecad-library");
        }
        if (!parameters.isEmpty()) {
            throw new HubException(
                    FailureCode.CAD_PARAMETER,
                    "a " + format + " file has no parameters",
                    "/parameters",
                    "leave the parameters out");
        }
        Path script = directory.resolve("tessellate.py");
        try (InputStream in = Objects.requireNonNull(FreeCad.class.getResourceAsStream("tessellate.py"))) {
            Files.copy(in, script);
        }
        ProcessEnd end = process.run(
                List.of(
                        settings.python().toString(),
                        script.toString(),
                        settings.freeCadLibrary().toString(),
                        source.toString(),
                        target.toString(),
                        Double.toString(RELATIVE_DEFLECTION),
                        Double.toString(MINIMUM_DEFLECTION_MM),
                        Double.toString(MAXIMUM_DEFLECTION_MM),
                        Double.toString(ANGULAR_DEFLECTION_RAD)),
                directory);
        if (!end.succeeded()) {
            throw failure(format, end);
        }
        JsonNode result = Json.mapper().readTree(resultLine(end));
        String unit = CadUnit.of(format, source);
        return mesh -> new Tessellation(
                format,
                "FreeCAD " + result.path("version").asText(),
                unit,
                result.path("solids").asInt(),
                result.path("volume").asDouble(),
                result.path("area").asDouble(),
                size(result.path("size")),
                result.path("linearDeflection").asDouble(),
                ANGULAR_DEFLECTION_RAD,
                Map.of(),
                messages(result, unit),
                mesh);
    }

    private HubException failure(CadFormat format, ProcessEnd end) {
        HubException limit = ConversionFailure.ofLimits("FreeCAD", end, process.limits());
        if (limit != null) {
            return limit;
        }
        if (end.exitCode() == EMPTY) {
            return new HubException(
                    FailureCode.CAD_EMPTY,
                    "the " + format + " file " + end.lastLine(),
                    null,
                    "export the body itself; check that it is selected and not hidden");
        }
        String why = end.exitCode() == UNREADABLE ? end.lastLine() : "FreeCAD says: " + end.lastLine();
        return new HubException(
                FailureCode.CAD_UNREADABLE,
                "the " + format + " file " + why,
                null,
                "export it again from the CAD system, as STEP AP214 or AP242");
    }

    private static String resultLine(ProcessEnd end) throws IOException {
        return end.output()
                .lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .map(line -> line.substring(RESULT.length()))
                .orElseThrow(() -> new IOException("the conversion ended without a result: " + end.lastLine()));
    }

    private static SizeMm size(JsonNode extents) {
        return new SizeMm(
                extents.path(0).asDouble(),
                extents.path(1).asDouble(),
                extents.path(2).asDouble());
    }

    private static List<String> messages(JsonNode result, String unit) {
        List<String> messages = new ArrayList<>();
        if (!result.path("valid").asBoolean()) {
            messages.add("Open CASCADE finds the exact geometry invalid; the mesh may have gaps");
        }
        if (result.path("solids").asInt() == 0) {
            messages.add(String.format(
                    Locale.ROOT,
                    "the file holds no solid, only %d surface(s); the mesh is closed where they meet",
                    result.path("faces").asInt()));
        }
        if (unit.equals("UNSPECIFIED")) {
            messages.add("the file does not say its unit; it was taken as mm");
        }
        return messages;
    }
}
