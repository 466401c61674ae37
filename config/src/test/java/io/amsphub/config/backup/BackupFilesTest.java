package io.amsphub.config.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"madeAt\":\"x\"}", "{\"sha256\":{},\"contents\":0}", "\u0000"})
    void whatIsNoManifestIsRefusedInWordsAndNothingIsMade(String manifest) throws IOException {
        Path backup = Files.createDirectories(directory.resolve("backup"));
        Files.writeString(backup.resolve(BackupFiles.MANIFEST), manifest);
        Path data = directory.resolve("data");

        assertThatThrownBy(() -> RestoredData.restore(backup, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("manifest.json does not list what is in the backup");
        assertThat(data).doesNotExist();
    }

    @Test
    void whatBelongsToTheProcessOrIsMadeAnewIsNotCopied() throws IOException {
        Path data = directory.resolve("data");
        for (String file :
                new String[] {"db/hub.script", "broker/journal/1", "hub.lock", "logs/hub.log", "backups/a/x"}) {
            Path made = data.resolve(file);
            Files.createDirectories(made.getParent());
            Files.writeString(made, file);
        }
        Files.createDirectories(data.resolve("blobs/ab"));
        Path content = Files.writeString(data.resolve("blobs/ab/ab1.seal"), "sealed");
        Files.writeString(data.resolve("master.key"), "key");
        Path copy = directory.resolve("copy");

        BackupFiles.Copied copied = BackupFiles.copy(data, Files.createDirectories(copy));

        assertThat(copied).isEqualTo(new BackupFiles.Copied(1, 9));
        try (var files = Files.walk(copy)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> copy.relativize(f).toString()))
                    .containsExactlyInAnyOrder("blobs/ab/ab1.seal", "master.key");
        }
        assertThat(Files.getAttribute(content, "unix:nlink"))
                .as("shared, not copied")
                .isEqualTo(2);
    }
}
