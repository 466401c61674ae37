package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy for an AM centre, from the licence to the question whose copy a file is. */
class CopyIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new RunningHub(directory.resolve("data")).start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void anEncryptedCopyNamesItsOrderWhenItTurnsUp() throws Exception {
        HubClient client = hub.client();
        Customer customer = new Customer(client);
        JsonNode revision = customer.ready(written("bracket.stl", DemoBracket.sound()));
        String design = "/designs/" + revision.path("designId").asText();
        String order = customer.order(customer.quote(revision, 1)).path("id").asText();
        String centre =
                RunningHub.ok(client.get("/orders/" + order)).path("amCentre").asText();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        put(client, design + "/licence", "{\"mark\":\"WATERMARK\",\"encrypted\":true}");
        String tdp = "/orders/" + order + "/lines/1/technical-data-package?recipient=AM_CENTRE";
        assertThat(client.get(tdp).body().path("code").asText()).isEqualTo("AMSP-4013");
        put(
                client,
                "/am-centres/" + centre + "/key",
                "{\"pem\":\""
                        + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\"}");

        TriangleMesh copy = copyIn(download(tdp), pair.getPrivate());
        JsonNode found = customer.ready(written("found.stl", copy));
        JsonNode whose = RunningHub.ok(client.get(Customer.path(found) + "/mark?of=" + design.substring(9)));
        assertThat(whose.path("found").asBoolean()).as("%s", whose).isTrue();
        assertThat(whose.path("order").asText()).isEqualTo(order);
        assertThat(whose.path("amCentre").asText()).isEqualTo(centre);
        assertThat(RunningHub.ok(client.get(design + "/revisions/1/mark"))
                        .path("found")
                        .asBoolean())
                .isFalse();
    }

    private Path written(String name, TriangleMesh mesh) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            BinaryStlWriter.write(mesh, out);
        }
        return file;
    }

    private static void put(HubClient client, String path, String json) throws IOException {
        RunningHub.ok(client.send("PUT", path, BodyPublishers.ofString(json), "Content-Type", "application/json"));
    }

    private Path download(String path) throws IOException, InterruptedException {
        Path file = directory.resolve("package.zip");
        String who = FirstCredentials.OPERATOR + ":" + hub.secret();
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofFile(file));
        return file;
    }

    private static TriangleMesh copyIn(Path file, PrivateKey key) throws Exception {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).filter(name -> name.startsWith("model/")))
                    .containsExactly("model/copy-encrypted.3mf");
            try (InputStream in = zip.getInputStream(zip.getEntry("model/copy-encrypted.3mf"))) {
                return MeshReaders.readSecure(in, key, ReadLimits.defaults()).mesh();
            }
        }
    }
}
