package io.amsphub.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.PriceRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The price rules: every {@code .json} of {@code price-rules} in the data directory, a version each, or those that
 * ship with the hub.
 */
final class PriceRuleFiles {

    private static final String SHIPPED = "/price-rules/2026-11-1.json";

    private PriceRuleFiles() {}

    /**
     * Reads the rules.
     *
     * @throws SettingsException when a file is not what rules look like, with the place
     * @throws UncheckedIOException when a file cannot be read
     */
    static PriceRuleBook load(Path dataDirectory) {
        Path own = dataDirectory.resolve("price-rules");
        List<PriceRules> versions = new ArrayList<>();
        try {
            if (Files.isDirectory(own)) {
                try (Stream<Path> files = Files.list(own)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(".json"))
                            .sorted()
                            .toList()) {
                        versions.add(read(file));
                    }
                }
            }
            if (versions.isEmpty()) {
                try (InputStream in = PriceRuleFiles.class.getResourceAsStream(SHIPPED)) {
                    versions.add(Json.strict().readValue(in, PriceRules.class));
                }
            }
            return new PriceRuleBook(versions);
        } catch (IOException e) {
            throw new UncheckedIOException("the price rules cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(own + ": " + e.getMessage()));
        }
    }

    private static PriceRules read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Json.strict().readValue(in, PriceRules.class);
        } catch (JsonProcessingException e) {
            throw new SettingsException(List.of(file + ": " + e.getOriginalMessage() + " at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                    + "; correct it, or remove it"));
        }
    }
}
