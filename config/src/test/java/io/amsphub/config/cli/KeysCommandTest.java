package io.amsphub.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.config.DataDirectory;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.SettingsException;
import io.amsphub.config.partner.WholeHub;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The master key of a data directory is replaced, between runs of the hub that read what was sealed before. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class KeysCommandTest {

    private static final String GIVEN = key("a key of exactly 32 bytes, given");
    private static final String OTHER = key("another one of 32 bytes, no more");

    @TempDir
    Path directory;

    private Path data;
    private String revision;

    private int rotate(StringWriter said, StringWriter wrong) {
        return new CommandLine(new HubCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(wrong))
                .execute("keys", "rotate", "--data", data.toString());
    }

    private void rotated() {
        StringWriter said = new StringWriter();
        assertThat(rotate(said, new StringWriter())).isZero();
        assertThat(said.toString())
                .containsPattern("[1-9]\\d* keys of organisations are wrapped by the new master key");
    }

    /** Runs a hub that makes a mesh, and one that reads it. */
    private void sealed() throws IOException {
        data = directory.resolve("data");
        try (WholeHub hub = new WholeHub(data).start()) {
            revision = WholeHub.readyRevision(hub.operator(), directory);
        }
    }

    private void readable(String masterKey) throws IOException, InterruptedException {
        try (WholeHub hub = new WholeHub(data).with("hub.master-key", masterKey).start()) {
            String path = "/api/v1/designs/" + revision.substring(0, revision.indexOf('.')) + "/revisions/1/content";
            String operator = FirstCredentials.OPERATOR + ":" + FirstCredentials.secret(data);
            HttpRequest request = HttpRequest.newBuilder(hub.url().resolve(path))
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(operator.getBytes(StandardCharsets.UTF_8)))
                    .build();
            HttpResponse<byte[]> content = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            assertThat(content.statusCode()).isEqualTo(200);
            assertThat(content.body()).isEqualTo(Files.readAllBytes(directory.resolve("bracket.stl")));
        }
    }

    @Test
    void whatWasSealedIsReadUnderTheNextMasterKeyOnly() throws IOException, InterruptedException {
        sealed();
        Path master = data.resolve("master.key");
        byte[] before = Files.readAllBytes(master);
        rotated();
        byte[] after = Files.readAllBytes(master);
        assertThat(after).isNotEqualTo(before);
        readable("");

        Files.write(master, before);
        assertThatThrownBy(() -> readable(""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("master key");
        Files.write(master, after);
        readable("");
    }

    @Test
    void keyOfTheFileGivesWayToOneThatIsGiven() throws IOException, InterruptedException {
        sealed();
        Files.writeString(data.resolve("hub.properties"), "hub.master-key=" + GIVEN + "\n");
        rotated();
        Files.delete(data.resolve("master.key"));
        readable(GIVEN);
        assertThatThrownBy(() -> readable(OTHER)).isInstanceOf(SettingsException.class);
        Files.delete(data.resolve("hub.properties"));
        StringWriter wrong = new StringWriter();
        assertThat(rotate(new StringWriter(), wrong))
                .as("a new key in the file would open nothing")
                .isNotZero();
        assertThat(data.resolve("master.key")).doesNotExist();

        Files.writeString(
                data.resolve("hub.properties"), "hub.master-key=" + OTHER + "\nhub.master-key-before=" + GIVEN + "\n");
        rotated();
        readable(OTHER);
    }

    @Test
    void interruptedRotationIsFinishedByTheNext() throws IOException, InterruptedException {
        sealed();
        Path master = data.resolve("master.key");
        byte[] before = Files.readAllBytes(master);
        rotated();
        // as a kill leaves it before the last step: keys are wrapped by the next master key, which has not its place
        // yet
        Files.move(master, data.resolve("master.key.next"));
        Files.write(master, before);
        readable("");
        assertThat(rotate(new StringWriter(), new StringWriter())).isZero();
        assertThat(data.resolve("master.key.next")).doesNotExist();
        readable("");
    }

    @Test
    void hubThatRunsKeepsItsKeys() throws IOException {
        sealed();
        try (DataDirectory running = DataDirectory.open(data)) {
            StringWriter wrong = new StringWriter();
            assertThat(rotate(new StringWriter(), wrong)).isNotZero();
            assertThat(wrong.toString()).contains("another hub is running on " + running.root());
        }
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
