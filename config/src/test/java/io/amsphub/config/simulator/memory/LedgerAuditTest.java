package io.amsphub.config.simulator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAuditTest {

    private final Path directory;

    LedgerAuditTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void linesComeBackAsTheyWereWritten() throws IOException {
        PrintLedger.Line line = new PrintLedger.Line(Instant.parse("2026-11-03T10:00:00Z"), "c/m", "J1", "START", "P1");
        try (PrintLedger ledger = PrintLedger.open(directory)) {
            ledger.append(line);
        }
        assertThat(PrintLedger.read(directory)).containsExactly(line);
    }

    @Test
    void reprintAfterAFailureIsNoCrime() {
        LedgerAudit audit =
                LedgerAudit.of(lines("m1 J1 START P1", "m1 J1 FAILED P1", "m2 J2 START P1", "m2 J2 FINISHED P1"));
        assertThat(audit).isEqualTo(new LedgerAudit(2, 1, 1, 0, 1, List.of()));
    }

    @Test
    void secondStartOfAJobIsACrime() {
        assertThat(LedgerAudit.of(lines("m1 J1 START P1", "m1 J1 FAILED P1", "m2 J1 START P1"))
                        .crimes())
                .singleElement()
                .asString()
                .startsWith("job J1 started again on c/m2");
    }

    @Test
    void secondStartOfAPartThatIsUnderWayOrDoneIsACrime() {
        assertThat(LedgerAudit.of(lines("m1 J1 START P1", "m2 J2 START P1", "m1 J1 FAILED P1"))
                        .crimes())
                .hasSize(1);
        assertThat(LedgerAudit.of(lines("m1 J1 START P1", "m1 J1 FINISHED P1", "m2 J2 START P1"))
                        .crimes())
                .hasSize(1);
    }

    @Test
    void powerCutEndsAPrintWithoutNamingThePart() {
        assertThat(LedgerAudit.of(lines("m1 J1 START P1", "m1 J1 FAILED ", "m1 J2 START P1"))
                        .crimes())
                .isEmpty();
    }

    private static List<PrintLedger.Line> lines(String... texts) {
        List<PrintLedger.Line> lines = new ArrayList<>();
        for (String text : texts) {
            String[] words = text.split(" ", -1);
            lines.add(new PrintLedger.Line(Instant.EPOCH, "c/" + words[0], words[1], words[2], words[3]));
        }
        return lines;
    }
}
