package io.amsphub.config.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The schemas of docs/asyncapi-native.yaml, to hold real messages against. */
final class NativeSchemas {

    static final Map<String, String> COMMANDS = Map.of(
            "print", "PrintCommand",
            "pause", "ControlCommand",
            "resume", "ControlCommand",
            "cancel", "ControlCommand",
            "report", "ReportCommand",
            "platform-clear", "PlatformClearCommand");

    private static final Map<String, String> REPORTS = Map.of(
            "identity", "IdentityReport",
            "progress", "ProgressReport",
            "job", "JobReport",
            "platform", "PlatformReport",
            "ack", "Acknowledgement");

    private final JsonNode document;

    NativeSchemas() throws IOException {
        Path fromModule = Path.of("..", "docs", "asyncapi-native.yaml");
        Path file = Files.exists(fromModule) ? fromModule : Path.of("docs", "asyncapi-native.yaml");
        document = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    }

    JsonNode document() {
        return document;
    }

    /** What is wrong with a report; empty when nothing is. */
    String problemsOfReport(String noun, JsonNode payload) {
        String schema = noun.equals("state")
                ? (payload.has("boot") ? "StateReport" : "Will")
                : REPORTS.getOrDefault(noun, "Acknowledgement");
        return problems(schema, payload);
    }

    String problems(String schema, JsonNode payload) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.set("components", document.get("components"));
        whole.put("$ref", "#/components/schemas/" + schema);
        Set<ValidationMessage> found = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(whole)
                .validate(payload);
        return found.isEmpty() ? "" : schema + ": " + found;
    }
}
