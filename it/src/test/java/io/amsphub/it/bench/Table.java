package io.amsphub.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table in a page of the documentation, between two marks. It is written after each scenario, so that what was measured
 * stays when a later one fails; lines of scenarios that were not run stay as they were.
 */
final class Table {

    private static final String BEGIN = "<!-- suite: written by it/bench -->";
    private static final String END = "<!-- suite ends -->";

    private final Path page;

    /** The table of a page; a page without the marks gets them at its end. */
    Table(Path page) {
        this.page = page;
    }

    /** Puts lines into the table. */
    void put(List<Row> rows) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : "";
        if (!text.contains(BEGIN)) {
            text = text + BEGIN + "\n" + END + "\n";
        }
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END, from);
        Map<String, String> lines = known(text.substring(from, to));
        rows.forEach(row -> lines.put(key(row.id()), row.line()));
        List<String> all = new ArrayList<>();
        all.add("");
        all.add("Last measured " + LocalDate.now(ZoneOffset.UTC) + " on " + processors() + ".");
        all.add("");
        all.addAll(Row.head());
        all.addAll(lines.values());
        all.add("");
        Files.writeString(page, text.substring(0, from) + String.join("\n", all) + text.substring(to));
    }

    private static Map<String, String> known(String table) {
        Map<String, String> lines = new TreeMap<>();
        table.lines()
                .filter(line -> line.matches("\\| P\\d.*"))
                .forEach(line -> lines.put(key(line.split("\\|", 3)[1].trim()), line));
        return lines;
    }

    /** P9 comes before P13, and 8 clients before 64. */
    private static String key(String id) {
        StringBuilder key = new StringBuilder();
        for (String word : id.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1)) {
            key.append(word.matches("\\d+") ? "0".repeat(Math.max(0, 8 - word.length())) + word : word);
        }
        return key.toString();
    }

    private static String processors() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("an unknown processor");
        return Runtime.getRuntime().availableProcessors() + " cores of " + model + ", OpenJDK " + Runtime.version();
    }
}
