package io.amsphub.connectors.slicer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.design.BlobRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcodeNotesTest {

    private static final BlobRef MADE = new BlobRef("1".repeat(64), 7, "text/x.gcode");
    private static final BlobRef OTHER = new BlobRef("2".repeat(64), 7, "text/x.gcode");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void whatIsUsedIsRememberedAndTheRestForgotten() throws IOException {
        GcodeNotes notes = new GcodeNotes(directory);
        notes.keep("a", MADE);
        notes.keep("b", OTHER);
        for (String key : new String[] {"a", "b"}) {
            FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(100)));
            Files.setLastModifiedTime(directory.resolve(key + ".json"), then);
        }
        assertThat(notes.use("a")).contains(MADE);
        Instant since = Instant.now().minus(Duration.ofDays(90));
        assertThat(notes.unused(since)).isOne();
        assertThat(notes.contents()).containsExactlyInAnyOrder(MADE.sha256(), OTHER.sha256());
        assertThat(notes.forget(since)).isOne();
        assertThat(notes.contents()).containsExactly(MADE.sha256());
        assertThat(notes.use("b")).isEmpty();
        assertThat(new GcodeNotes(directory.resolve("none")).contents()).isEmpty();
    }
}
