package io.amsphub.connectors.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.partner.Partner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in formats of partners, by real transformations in a real folder. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class DirectoryMappingsTest {

    private static final Partner ACME =
            new Partner("acme", "acme-corp", Set.of(Role.USER), null, true, true, null, Registration.QUALIFIED, 0);
    private static final String ORDER = """
        if (.purchaseOrder)
          {"specversion": "1.0", "source": "/acme", "id": .purchaseOrder."@number",
           "type": "io.amsphub.command.createOrder", "data": {"quote": .purchaseOrder.quote}}
        """;

    @TempDir
    private Path root;

    private DirectoryMappings mappings;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(root.resolve("acme/mappings"));
        mappings = new DirectoryMappings(root);
    }

    private Path mapping(String name, String source) throws IOException {
        return Files.writeString(root.resolve("acme/mappings").resolve(name), source);
    }

    private HubException refused(String document) {
        try {
            JsonNode command = mappings.command(ACME, document);
            throw new AssertionError("taken as " + command);
        } catch (HubException e) {
            return e;
        }
    }

    @Test
    void commandIsTakenAsItIs() throws IOException {
        mapping("10.jslt", "fail()");
        JsonNode command = mappings.command(ACME, "{\"specversion\":\"1.0\",\"id\":\"1\"}");
        assertThat(command.path("id").asText()).isEqualTo("1");
    }

    @Test
    void firstTransformationThatTakesADocumentMakesTheCommand() throws IOException {
        mapping("10-order.jslt", ORDER);
        mapping("20-rest.jslt", "{\"specversion\": \"1.0\", \"id\": \"rest\"}");
        JsonNode command = mappings.command(
                ACME, "<?xml version='1.0'?><purchaseOrder number='7'><quote>quo_1</quote></purchaseOrder>");
        assertThat(command.path("id").asText()).isEqualTo("7");
        assertThat(command.at("/data/quote").asText()).isEqualTo("quo_1");
        assertThat(mappings.command(ACME, "{\"other\":1}").path("id").asText()).isEqualTo("rest");
    }

    @Test
    void transformationIsReadAgainWhenItChanges() throws IOException {
        Path file = mapping("10.jslt", "{\"id\": \"a\"}");
        assertThat(mappings.command(ACME, "{\"x\":1}").path("id").asText()).isEqualTo("a");
        Files.writeString(file, "{\"id\": \"b\"}");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(mappings.command(ACME, "{\"x\":1}").path("id").asText()).isEqualTo("b");
    }

    @Test
    void whatCannotBeMappedIsRefusedWithTheReasonAndThePlace() throws IOException {
        assertThat(refused("{\"x\":1}").problem().detail()).contains("no transformations");
        mapping("10-order.jslt", ORDER);
        assertThat(refused("{\"x\":1}").problem().detail()).contains("10-order.jslt");
        assertThat(refused("{\"x\":\n1,}").problem().where()).startsWith("line 2");
        assertThat(refused("").failureCode().code()).isEqualTo("AMSP-1001");
        mapping("05-broken.jslt", "let x = \n {");
        HubException broken = refused("{\"x\":1}");
        assertThat(broken.failureCode().code()).isEqualTo("AMSP-7103");
        assertThat(broken.problem().where()).startsWith("05-broken.jslt line");
    }

    @Test
    void xmlBringsNothingFromElsewhere() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "s3cr3t");
        mapping("10.jslt", "{\"id\": .a}");
        for (String document : new String[] {
            "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><a>&e;</a>",
            "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a>1</a>",
            "<a>&unknown;</a>",
            "<a>".repeat(100) + "</a>".repeat(100),
            "<a><b></a>",
            "<a/><b/>"
        }) {
            assertThatThrownBy(() -> mappings.command(ACME, document))
                    .as(document)
                    .isInstanceOf(HubException.class)
                    .hasMessageNotContaining("s3cr3t");
        }
        assertThat(mappings.command(ACME, "<x:a xmlns:x='u'>&lt;1</x:a>")
                        .path("id")
                        .asText())
                .isEqualTo("<1");
    }

    @Test
    void repeatedElementsAreArraysAndAttributesAreMarked() {
        JsonNode tree = XmlTree.read("<o><l n='1'>a</l><l>b</l><e/></o>");
        assertThat(tree.toString()).isEqualTo("{\"o\":{\"l\":[{\"@n\":\"1\",\"#text\":\"a\"},\"b\"],\"e\":\"\"}}");
    }
}
