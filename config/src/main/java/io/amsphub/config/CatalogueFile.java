package io.amsphub.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The catalogue: {@code catalogue.json} of the data directory, or the one that ships with the hub. */
final class CatalogueFile {

    private CatalogueFile() {}

    /**
     * Reads the catalogue.
     *
     * @throws SettingsException when it is not a catalogue, with the place
     */
    static Catalogue load(Path dataDirectory) throws IOException {
        Path own = dataDirectory.resolve("catalogue.json");
        if (!Files.exists(own)) {
            try (InputStream in = CatalogueFile.class.getResourceAsStream("/catalogue.json")) {
                return Json.strict().readValue(in, Catalogue.class);
            }
        }
        try (InputStream in = Files.newInputStream(own)) {
            return Json.strict().readValue(in, Catalogue.class);
        } catch (JsonProcessingException e) {
            throw new SettingsException(List.of(own + ": " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr() + "; correct it, or remove it to use the one that ships"));
        }
    }
}
