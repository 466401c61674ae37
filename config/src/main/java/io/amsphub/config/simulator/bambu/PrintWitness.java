package io.amsphub.config.simulator.bambu;

import io.amsphub.config.simulator.gcode.GcodePrinter;
import io.amsphub.config.simulator.memory.PrintLedger;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes into a ledger what a machine really began and ended, whatever it told anybody. */
final class PrintWitness {

    private static final Pattern FILE = Pattern.compile("amsp_(.+)\\.gcode\\.3mf");

    private final PrintLedger ledger;
    private final String machine;
    private final GcodePrinter printer;
    private int begun;
    private int ended;

    PrintWitness(PrintLedger ledger, String machine, GcodePrinter printer) {
        this.ledger = ledger;
        this.machine = machine;
        this.printer = printer;
    }

    /** Notes what is new; every print has ended before the next one begins. */
    void look() {
        List<GcodePrinter.Print> history = printer.history();
        while (begun < history.size() || ended < begun) {
            if (ended < begun) {
                GcodePrinter.Print print = history.get(ended);
                if (print.state().busy()) {
                    return;
                }
                ended++;
                note(print, end(print.state()));
            } else {
                note(history.get(begun++), "START");
            }
        }
    }

    private static String end(GcodePrinter.State state) {
        return switch (state) {
            case COMPLETE -> "FINISHED";
            case CANCELLED -> "CANCELLED";
            default -> "FAILED";
        };
    }

    private void note(GcodePrinter.Print print, String event) {
        Matcher name = FILE.matcher(print.file());
        String job = name.matches() ? name.group(1) : print.file();
        int attempt = job.lastIndexOf('.');
        String part = name.matches() && attempt > 0 ? job.substring(0, attempt) : job;
        ledger.append(new PrintLedger.Line(Instant.now(), machine, job, event, part));
    }
}
