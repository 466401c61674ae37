package io.amsphub.it.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done to a hub and what came of it, in it/target/faults.txt; written with every row, so that none is lost. */
final class FaultTable {

    private final List<String> rows = new ArrayList<>();
    private final Path file;

    FaultTable(Path file) {
        this.file = file;
    }

    /**
     * Adds a row.
     *
     * @param seenMs how long it took until the hub said so; -1 when there was nothing to say
     * @param healedMs how long it took after the end of the fault until all was well; -1 when there was nothing to heal
     */
    void row(String fault, String how, String what, long seenMs, long healedMs) throws IOException {
        rows.add(String.format(
                Locale.ROOT, "%-4s | %s | %s | %s | %s", fault, how, what, seconds(seenMs), seconds(healedMs)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, rows);
    }

    private static String seconds(long ms) {
        return ms < 0 ? "-" : String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
}
