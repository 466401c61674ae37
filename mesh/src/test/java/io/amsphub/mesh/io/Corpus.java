package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The corpus of real models beside the checkout: a folder {@code shared/corpus} next to this or an outer
 * folder, or where the system property {@code mesh.corpus} says. Tests that need it are skipped without it.
 */
final class Corpus {

    private Corpus() {}

    static Path folder() {
        Optional<Path> found = find();
        Assumptions.assumeTrue(found.isPresent(), "the corpus is not beside this checkout");
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        String named = System.getProperty("mesh.corpus");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path corpus = at.resolve("shared/corpus");
            if (Files.isDirectory(corpus)) {
                return Optional.of(corpus);
            }
        }
        return Optional.empty();
    }

    /** Returns the files of a format as paths relative to the corpus, sorted. */
    static List<String> files(String kind) {
        try (Stream<Path> files = Files.list(folder().resolve(kind))) {
            return files.map(file -> kind + "/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the rows of a table with tabs: column name to value, one map a row. */
    static List<Map<String, String>> table(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.get(0).split("\t", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], i < values.length ? values[i] : "");
            }
            rows.add(row);
        }
        return rows;
    }
}
