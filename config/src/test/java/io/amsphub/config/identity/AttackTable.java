package io.amsphub.config.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was tried against the hub and what came of it, printed as a table at the end. */
final class AttackTable {

    private static final Logger LOG = LoggerFactory.getLogger(AttackTable.class);

    private final List<String> rows = new CopyOnWriteArrayList<>();

    void row(String attack, String tried, String happened) {
        rows.add("| " + attack + " | " + tried + " | " + happened + " |");
    }

    void print(String name) throws IOException {
        String table = "| Attack | What was tried | What happened |\n| --- | --- | --- |\n"
                + String.join("\n", rows.stream().sorted().toList()) + "\n";
        Files.writeString(Path.of("target", name + ".md"), table);
        LOG.info("{}:\n{}", name, table);
    }
}
