package io.amsphub.config.cli.mesh;

import static io.amsphub.config.cli.mesh.MeshCli.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks and encryption from the command line. */
class MarkCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path secret(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text);
    }

    @Test
    void aMarkThatWasWrittenIsFoundInAnotherFormat() throws IOException {
        Path original = MeshCli.block(folder.resolve("block.obj"), 40, 30, 20, false);
        Path marked = folder.resolve("marked.3mf");
        Path found = folder.resolve("found.stl");
        Path key = secret("0123456789abcdef");
        MeshCli.Result written = run("mark", "--code", "k7m3-q2px", "--key-file", key, original, marked);
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.out()).contains("marked K7M3Q2PX", "by at most 5.0");
        assertThat(run("convert", marked, "-o", found).code()).isZero();
        MeshCli.Result read = run("--json", "mark", "--find", "--key-file", key, original, found);
        JsonNode json = read.json();
        assertThat(read.code()).isZero();
        assertThat(json.path("code").asText()).isEqualTo("K7M3Q2PX");
        assertThat(json.path("log10Chance").asDouble()).isLessThan(-9);
        assertThat(run("mark", "--find", "--key-file", key, original, original))
                .satisfies(none -> assertThat(none.code()).isEqualTo(1))
                .satisfies(none -> assertThat(none.out()).contains("no mark"));
    }

    @Test
    void whatIsNoCodeAndNoSecretIsRefused() throws IOException {
        Path original = MeshCli.block(folder.resolve("block.obj"), 40, 30, 20, false);
        Path marked = folder.resolve("marked.stl");
        MeshCli.Result code = run("mark", "--code", "UUU", "--key-file", secret("0123456789abcdef"), original, marked);
        assertThat(code.code()).isEqualTo(2);
        assertThat(code.err()).contains("MESH-CLI-007");
        MeshCli.Result key = run("mark", "--code", "A", "--key-file", secret("short"), original, marked);
        assertThat(key.code()).isEqualTo(2);
        assertThat(key.err()).contains("MESH-CLI-010", "16 are the least").doesNotContain("short:");
        assertThat(marked).doesNotExist();
    }

    @Test
    void whatWasSealedForAKeyIsOpenedByItAlone() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair north = generator.generateKeyPair();
        KeyPair south = generator.generateKeyPair();
        Path original = MeshCli.block(folder.resolve("block.obj"), 40, 30, 20, false);
        Path sealed = folder.resolve("sealed.3mf");
        Path open = folder.resolve("open.obj");
        MeshCli.Result written = run("seal", original, "-o", sealed, "--for", pem("PUBLIC KEY", north.getPublic()));
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(run("info", sealed).err()).contains("MESH-3MF-014");
        MeshCli.Result wrong = run("open", sealed, "-o", open, "--key", pem("PRIVATE KEY", south.getPrivate()));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("MESH-3MF-018");
        assertThat(run("open", sealed, "-o", open, "--key", pem("PRIVATE KEY", north.getPrivate()))
                        .code())
                .isZero();
        assertThat(open).content().contains("v 40 30 20");
    }

    private Path pem(String what, Key key) throws IOException {
        return Files.writeString(
                folder.resolve(what + ".pem"),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END " + what + "-----\n");
    }
}
