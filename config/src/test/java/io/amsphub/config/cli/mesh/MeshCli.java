package io.amsphub.config.cli.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import picocli.CommandLine;

/** Runs the commands on model files in this process, on models that are made for a test. */
final class MeshCli {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MeshCli() {}

    record Result(int code, String out, String err) {
        JsonNode json() throws IOException {
            assertThat(out.lines().count()).as("lines of " + this).isEqualTo(1);
            return JSON.readTree(out);
        }
    }

    static Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new MeshCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    /** Returns the models beside the checkout that a slicer was run on, or skips the test. */
    static Path reference() {
        Optional<Path> found = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            found = Optional.of(at.resolve("shared/reference")).filter(Files::isDirectory);
        }
        Assumptions.assumeTrue(found.isPresent(), "no shared/reference beside the checkout");
        return found.orElseThrow();
    }

    /** Writes a block of a size in mm; an open one has no lid. */
    static Path block(Path file, double x, double y, double z, boolean open) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append("v ").append((i & 1) * x).append(' ').append((i >> 1 & 1) * y);
            text.append(' ').append((i >> 2) * z).append('\n');
        }
        text.append("f 1 3 4 2\nf 1 2 6 5\nf 2 4 8 6\nf 4 3 7 8\nf 3 1 5 7\n");
        return Files.writeString(file, open ? text : text.append("f 5 6 8 7\n"));
    }
}
