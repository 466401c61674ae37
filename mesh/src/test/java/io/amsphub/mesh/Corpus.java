package io.amsphub.mesh;

import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The corpus of real models beside the checkout, with its reference; tests that need it are skipped without it. */
public final class Corpus {

    private final Path folder;

    private Corpus(Path folder) {
        this.folder = folder;
    }

    /** Finds {@code shared/corpus} in an ancestor of the working directory, or skips the test. */
    public static Corpus find() {
        Optional<Path> found = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            found = Optional.of(at.resolve("shared/corpus")).filter(Files::isDirectory);
        }
        Assumptions.assumeTrue(found.isPresent(), "no shared/corpus beside the checkout");
        return new Corpus(found.orElseThrow());
    }

    /** Returns the rows of a table of the reference, by file, each as column name to value. */
    public Map<String, Map<String, String>> reference(String table) throws IOException {
        List<String> lines =
                Files.readAllLines(folder.resolveSibling("reference").resolve(table));
        List<String> names = Arrays.asList(lines.get(0).split("\t", -1));
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), values[i]);
            }
            rows.put(values[0], row);
        }
        return rows;
    }

    /** Returns the path of a file of the corpus. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Reads a model by its extension. */
    public TriangleMesh read(String name) throws IOException, MeshFormatException {
        Path file = file(name);
        try (InputStream in = Files.newInputStream(file)) {
            return MeshReaders.read(in, Files.size(file), format(name), ReadLimits.defaults());
        }
    }

    private static MeshFormat format(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return extension.equals("3mf") ? MeshFormat.THREE_MF : MeshFormat.valueOf(extension.toUpperCase(Locale.ROOT));
    }

    /** Writes a table of a test where people look for it. */
    public static void report(String name, String text) throws IOException {
        Path out = Path.of("target", "tables");
        Files.createDirectories(out);
        Files.writeString(out.resolve(name), text, StandardCharsets.UTF_8);
    }
}
