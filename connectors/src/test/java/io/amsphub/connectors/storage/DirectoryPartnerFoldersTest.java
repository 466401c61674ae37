package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.partner.Partner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops in real directories, whole, half, hostile, and broken off at every step. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class DirectoryPartnerFoldersTest {

    private static final Partner ACME =
            new Partner("acme", "acme-corp", Set.of(Role.USER), null, true, true, null, Registration.QUALIFIED, 0);

    @TempDir
    private Path root;

    private DirectoryPartnerFolders folders;
    private Path in;

    @BeforeEach
    void make() throws IOException {
        folders = new DirectoryPartnerFolders(root);
        assertThat(folders.drops(ACME)).isEmpty();
        in = root.resolve("acme/in");
    }

    private void drop(String name, String document) throws IOException {
        Files.writeString(in.resolve(name + ".json"), document);
        Files.writeString(in.resolve(name + ".done"), "");
    }

    @Test
    void dropIsThereWhenItsMarkerIs() throws IOException {
        Files.writeString(in.resolve("a.json"), "{}");
        assertThat(folders.drops(ACME)).isEmpty();
        assertThat(in.resolve("a.json")).exists();

        Files.writeString(in.resolve("a.done"), "");
        assertThat(folders.drops(ACME)).containsExactly("a");
        assertThat(in).isEmptyDirectory();
        assertThat(folders.document(ACME, "a")).isEqualTo("{}");
    }

    @Test
    void whatBreaksOffWhileItIsTakenGoesOn() throws IOException {
        drop("a", "{}");
        Files.createDirectories(root.resolve("acme/work/a"));
        Files.move(in.resolve("a.json"), root.resolve("acme/work/a/a.json"));

        DirectoryPartnerFolders restarted = new DirectoryPartnerFolders(root);
        assertThat(restarted.drops(ACME)).containsExactly("a");
        assertThat(restarted.document(ACME, "a")).isEqualTo("{}");
    }

    @Test
    void finishedDropIsInDoneWithItsReplyInOut() throws IOException {
        drop("a", "{}");
        Files.writeString(in.resolve("m.stl"), "solid");
        folders.drops(ACME);
        assertThat(folders.take(ACME, "a", "m.stl")).isEqualTo(5);
        folders.finish(ACME, "a", "{\"status\":201}");

        assertThat(folders.drops(ACME)).isEmpty();
        assertThat(root.resolve("acme/out/a.reply.json")).hasContent("{\"status\":201}");
        assertThat(root.resolve("acme/done/a")).isDirectoryContaining("glob:**/m.stl");

        drop("a", "{}");
        folders.drops(ACME);
        folders.quarantine(ACME, "a", "{\"status\":422}");
        assertThat(root.resolve("acme/quarantine/a/a.reason.json")).hasContent("{\"status\":422}");
        assertThat(root.resolve("acme/out/a.reason.json")).exists();
    }

    @Test
    void secondDropOfANameWaitsForTheFirst() throws IOException {
        drop("a", "1");
        folders.drops(ACME);
        drop("a", "2");
        assertThat(folders.drops(ACME)).containsExactly("a");
        assertThat(folders.document(ACME, "a")).isEqualTo("1");
        folders.finish(ACME, "a", "{}");
        assertThat(folders.drops(ACME)).containsExactly("a");
        assertThat(folders.document(ACME, "a")).isEqualTo("2");
        folders.finish(ACME, "a", "{}");
        assertThat(root.resolve("acme/done/a~2")).isDirectory();
    }

    @Test
    void linksAndNamesThatLeadElsewhereAreRefused() throws IOException {
        Path secret = Files.writeString(root.resolve("secret.stl"), "s3cr3t");
        drop("a", "{}");
        Files.createSymbolicLink(in.resolve("link.stl"), secret);
        Files.createDirectory(in.resolve("dir.stl"));
        folders.drops(ACME);
        for (String name : new String[] {
            "link.stl",
            "dir.stl",
            "missing.stl",
            "../../secret.stl",
            "/etc/passwd",
            "..",
            ".",
            "",
            ".a",
            "a.done",
            "x\0y"
        }) {
            assertThatThrownBy(() -> folders.take(ACME, "a", name)).as(name).isInstanceOf(HubException.class);
        }
        assertThat(secret).hasContent("s3cr3t");

        Files.createSymbolicLink(in.resolve("b.json"), secret);
        Files.writeString(in.resolve("b.done"), "");
        assertThat(folders.drops(ACME)).contains("b");
        assertThatThrownBy(() -> folders.document(ACME, "b")).isInstanceOf(HubException.class);

        Files.createSymbolicLink(in.resolve("c.done"), secret);
        assertThat(folders.drops(ACME)).doesNotContain("c");
    }

    @Test
    void documentThatIsTooLongOrNoTextIsRefused() throws IOException {
        drop("long", "x".repeat((1 << 20) + 1));
        Files.write(in.resolve("binary.json"), new byte[] {(byte) 0xC3, 0x28});
        Files.writeString(in.resolve("binary.done"), "");
        folders.drops(ACME);
        assertThatThrownBy(() -> folders.document(ACME, "long")).hasMessageContaining("AMSP-1009");
        assertThatThrownBy(() -> folders.document(ACME, "binary")).hasMessageContaining("UTF-8");
        Files.write(in.resolve("none.done"), "".getBytes(StandardCharsets.UTF_8));
        folders.drops(ACME);
        assertThatThrownBy(() -> folders.document(ACME, "none")).hasMessageContaining("none.json");
    }
}
