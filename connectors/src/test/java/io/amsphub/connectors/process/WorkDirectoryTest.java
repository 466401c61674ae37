package io.amsphub.connectors.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // JUnit sets the field
class WorkDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void isGoneWithAllThatIsInItWhenItIsClosed() throws IOException {
        Path path;
        try (WorkDirectory work = WorkDirectory.below(directory.resolve("cad"))) {
            path = work.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/model.step"), "solid");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void whatAKilledHubLeftIsSweptAndNothingElse() throws IOException {
        WorkDirectory left = WorkDirectory.below(directory);
        Files.writeString(left.path().resolve("model.step"), "solid");
        Path other = Files.writeString(directory.resolve("note.json"), "{}");

        WorkDirectory.sweep(directory);
        WorkDirectory.sweep(directory.resolve("missing"));

        assertThat(left.path()).doesNotExist();
        assertThat(other).exists();
    }
}
