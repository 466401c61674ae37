package io.amsphub.connectors.cad;

import io.amsphub.connectors.process.BoundedProcess;
import io.amsphub.connectors.process.ProcessEnd;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs of the OpenSCAD language. A program that reads other files is refused before it runs. Warnings
 * count as errors, because OpenSCAD otherwise makes something else than was meant.
 */
final class OpenScad implements CadTool {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Pattern VERSION = Pattern.compile("version (\\S+)");

    private final CadSettings settings;
    private final BoundedProcess process;

    OpenScad(CadSettings settings, BoundedProcess process) {
        this.settings = settings;
        this.process = process;
    }

    @Override
    public Facts convert(CadFormat format, Path directory, Path source, Path target, Map<String, String> parameters)
            throws IOException {
        String program = settings.openScad().toString();
        if (!Files.isExecutable(settings.openScad())) {
            throw ConversionFailure.missing("OpenSCAD", "openscad", "hub.cad.openscad");
        }
        ScadProgram text = ScadProgram.of(new String(Files.readAllBytes(source), StandardCharsets.UTF_8));
        text.requireNoFileAccess();
        List<String> command = new ArrayList<>(
                List.of(program, "-o", target.toString(), "--export-format", "binstl", "--hardwarnings"));
        for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
            command.add("-D");
            command.add(text.definition(parameter.getKey(), parameter.getValue()));
        }
        command.add(source.toString());
        ProcessEnd end = process.run(command, directory);
        if (!end.succeeded()) {
            throw failure(end);
        }
        String tool = "OpenSCAD " + version(directory);
        return mesh -> new Tessellation(
                format,
                tool,
                "UNSPECIFIED",
                null,
                null,
                null,
                null,
                null,
                null,
                parameters,
                List.of("an OpenSCAD program has no unit; it was taken as mm"),
                mesh);
    }

    private String version(Path directory) throws IOException {
        ProcessEnd end = process.run(List.of(settings.openScad().toString(), "--version"), directory);
        Matcher matcher = VERSION.matcher(end.output());
        return matcher.find() ? matcher.group(1) : "of unknown version";
    }

    private HubException failure(ProcessEnd end) {
        HubException limit = ConversionFailure.ofLimits("OpenSCAD", end, process.limits());
        if (limit != null) {
            return limit;
        }
        Optional<String> complaint = end.output()
                .lines()
                .filter(line -> line.startsWith("ERROR") || line.startsWith("WARNING"))
                .findFirst();
        boolean empty = complaint.isEmpty() && end.output().contains("top level object is");
        String text = complaint.orElse(end.lastLine());
        Matcher line = LINE.matcher(text);
        return new HubException(
                empty ? FailureCode.CAD_EMPTY : FailureCode.CAD_UNREADABLE,
                "OpenSCAD says: " + text,
                line.find() ? "line " + line.group(1) : null,
                empty
                        ? "the program has to make a body of three dimensions"
                        : "run the program in OpenSCAD with warnings as errors, and mend what it names");
    }
}
