package io.amsphub.config.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The matrix of {@code docs/authorisation.tsv}: what may be done, by whom. */
final class WrittenMatrix {

    private static final Path FILE = Path.of("../docs/authorisation.tsv");

    private WrittenMatrix() {}

    /** Returns who may, by what is done, of the lines of a kind. */
    static Map<String, Set<String>> of(String kind) throws IOException {
        Map<String, Set<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(FILE)) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals(kind)) {
                rows.put(cells[1] + "\t" + cells[2], new TreeSet<>(List.of(cells[3].split(" ", -1))));
            }
        }
        return rows;
    }

    /** Writes what was found where a person can look at it and, having thought about it, copy it from. */
    static void found(String kind, Map<String, Set<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        rows.forEach((what, who) -> text.append(kind)
                .append('\t')
                .append(what)
                .append('\t')
                .append(String.join(" ", who))
                .append('\n'));
        Files.writeString(Path.of("target/authorisation-" + kind + ".tsv"), text);
    }
}
