package io.amsphub.config.simulator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.amsphub.config.simulator.machine.Refusal;
import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMemoryTest {

    private static final Instant NOW = Instant.parse("2026-11-03T10:00:00Z");
    private static final PendingReport REPORT = new PendingReport("job", "boot-1", 7, "{\"a\":\"ü\"}");

    private final Path directory;

    FileMemoryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        FileMemory memory = open();
        memory.accepted("J1", true);
        memory.ended("J1", Outcome.FAILED, REPORT);
        memory.refused(new Refusal("C2", "J2", RefusalCode.BUSY, "busy", NOW.plusSeconds(60)));
        memory.accepted("J3", false);

        FileMemory again = open();

        assertThat(again.history().jobs()).containsExactly(entry("J1", Outcome.FAILED), entry("J3", Outcome.STARTED));
        assertThat(again.history().platformClear()).isFalse();
        assertThat(again.history().open()).containsExactly("J3");
        assertThat(again.history().refusalOf("C2"))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.BUSY));
        assertThat(again.pending()).containsExactly(REPORT);
    }

    @Test
    void deliveredReportIsNotSentAgain() throws IOException {
        FileMemory memory = open();
        memory.platformCleared(REPORT);
        memory.delivered(REPORT);
        assertThat(open().pending()).isEmpty();
    }

    @Test
    void lineThatAPowerCutToreIsDroppedAndTheFileGoesOn() throws IOException {
        open().accepted("J1", true);
        Files.writeString(file(), "{\"kind\":\"ACCEPTED\",\"job\":\"J2", StandardOpenOption.APPEND);

        open().accepted("J3", true);

        assertThat(open().history().jobs()).containsOnlyKeys("J1", "J3");
    }

    @Test
    void damageElsewhereIsAnError() throws IOException {
        open().accepted("J1", true);
        Files.writeString(file(), "garbage\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("line 2");
    }

    @Test
    void longFileIsWrittenAnewWithoutForgettingAJob() throws IOException {
        FileMemory memory = open();
        for (int i = 0; i < 200; i++) {
            memory.refused(new Refusal("C" + i, "J", RefusalCode.BUSY, "busy", NOW.minusSeconds(1)));
        }
        memory.accepted("J1", true);
        memory.ended("J1", Outcome.FINISHED, REPORT);
        memory.platformCleared(null);

        open();

        assertThat(Files.readAllLines(file())).hasSizeLessThan(6);
        FileMemory again = open();
        assertThat(again.history().outcomeOf("J1")).contains(Outcome.FINISHED);
        assertThat(again.history().platformClear()).isTrue();
        assertThat(again.pending()).containsExactly(REPORT);
    }

    private FileMemory open() throws IOException {
        return FileMemory.open(file(), NOW);
    }

    private Path file() {
        return directory.resolve("centre").resolve("machine.memory");
    }
}
