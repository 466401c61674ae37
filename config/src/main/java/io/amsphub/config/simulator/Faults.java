package io.amsphub.config.simulator;

import io.amsphub.config.simulator.machine.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The fault language: one line, one fault. A machine is named {@code machine}, {@code centre/machine} or {@code *}.
 *
 * <pre>
 * fail M             the print under way breaks down now, otherwise the next one half-way
 * vanish M SECONDS   the TCP connection is dropped without a DISCONNECT; back after SECONDS; printing goes on
 * reboot M [SECONDS] power cut, and power again after SECONDS (0.2)
 * garbage M          publishes what no printer should
 * duplicate M on|off every report is published twice
 * late M SECONDS     every report is late by SECONDS; 0 ends it
 * shuffle M SECONDS  every report is late by up to SECONDS, so that they overtake each other; 0 ends it
 * refuse M on|off    every print command is refused as BUSY
 * attention M on|off the machine waits for a person
 * clear M            a person clears the platform and says so at the operator panel
 * status M           one line for each machine
 * </pre>
 */
final class Faults {

    private static final Map<String, BiConsumer<Printer, String>> SWITCHES = new TreeMap<>(Map.of(
            "fail", (printer, none) -> printer.happen(Machine::fail),
            "vanish", (printer, away) -> printer.vanish(seconds(away)),
            "reboot", (printer, dark) -> printer.reboot(seconds(dark.isEmpty() ? "0.2" : dark)),
            "garbage", (printer, none) -> printer.garbage(),
            "duplicate", (printer, on) -> printer.voice().twice(isOn(on)),
            "late", (printer, by) -> printer.voice().late(seconds(by)),
            "shuffle", (printer, upTo) -> printer.voice().shuffle(seconds(upTo)),
            "refuse", Faults::refuse,
            "attention", Faults::attention,
            "clear", (printer, none) -> printer.happen((machine, now) -> machine.clearedAtPanel())));

    private Faults() {}

    static String apply(String line, List<Printer> printers) {
        String[] words = line.strip().split("\\s+", -1);
        String what = words[0];
        String who = words.length > 1 ? words[1] : "*";
        List<Printer> meant = printers.stream()
                .filter(printer -> names(who, printer.config()))
                .toList();
        if (meant.isEmpty()) {
            return "error: no machine is called " + who;
        }
        if (what.equals("status")) {
            return "ok\n" + String.join("\n", status(meant));
        }
        BiConsumer<Printer, String> fault = SWITCHES.get(what);
        if (fault == null || words.length < 2 || words.length > 3) {
            return "error: one of " + SWITCHES.keySet() + " or status, then a machine, then perhaps a value";
        }
        try {
            meant.forEach(printer -> fault.accept(printer, words.length > 2 ? words[2] : ""));
        } catch (IllegalArgumentException e) {
            return "error: " + e.getMessage();
        }
        return "ok " + meant.size();
    }

    private static boolean names(String who, PrinterConfig config) {
        return who.equals("*")
                || who.equals(config.address().name())
                || who.equals(config.address().machine());
    }

    private static List<String> status(List<Printer> printers) {
        List<String> lines = new ArrayList<>();
        printers.forEach(printer -> lines.add(printer.describe().join()));
        return lines;
    }

    private static void refuse(Printer printer, String word) {
        boolean on = isOn(word);
        printer.happen((machine, now) -> {
            machine.refuse(on);
            return List.of();
        });
    }

    private static void attention(Printer printer, String word) {
        boolean on = isOn(word);
        printer.happen((machine, now) -> machine.attention(on, now));
    }

    private static boolean isOn(String word) {
        if (!word.equals("on") && !word.equals("off")) {
            throw new IllegalArgumentException("'" + word + "' is neither on nor off");
        }
        return word.equals("on");
    }

    private static Duration seconds(String word) {
        double seconds = Double.parseDouble(word);
        if (!(seconds >= 0 && seconds <= 1e6)) {
            throw new IllegalArgumentException(word + " is not a number of seconds");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
