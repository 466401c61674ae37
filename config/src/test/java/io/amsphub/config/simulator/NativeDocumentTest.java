package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativeDocumentTest {

    private final NativeSchemas schemas = new NativeSchemas();

    NativeDocumentTest() throws IOException {}

    @Test
    void everyExampleInTheDocumentFitsItsSchema() {
        int examples = 0;
        for (JsonNode message : schemas.document().path("components").path("messages")) {
            String reference = message.path("payload").path("$ref").asText();
            String schema = reference.substring(reference.lastIndexOf('/') + 1);
            assertThat(message.path("examples")).as(schema).isNotEmpty();
            for (JsonNode example : message.path("examples")) {
                assertThat(schemas.problems(schema, example.path("payload"))).isEmpty();
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(12);
    }

    @Test
    void schemasTellGoodFromBad() {
        JsonNode ack = schemas.document().at("/components/messages/acknowledgement/examples/0/payload");
        JsonNode bad = ((ObjectNode) ack.deepCopy()).put("code", "TIRED");
        assertThat(schemas.problems("Acknowledgement", bad)).contains("code");
    }
}
