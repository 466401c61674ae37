package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The public key of a hub in a file: the answer of GET /signing-key, or base 64. */
final class PublicKeyText {

    private PublicKeyText() {}

    /** Reads the key, X.509 encoded; empty when the file holds none, which has signed nothing. */
    static byte[] read(Path file) throws IOException {
        String base64 = Files.readString(file).strip();
        if (base64.startsWith("{")) {
            base64 = Json.read(base64, JsonNode.class).path("publicKey").asText();
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
