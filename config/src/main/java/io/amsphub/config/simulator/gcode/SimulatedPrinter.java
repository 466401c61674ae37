package io.amsphub.config.simulator.gcode;

import java.time.Duration;
import java.util.stream.Collectors;

/**
 * A simulated printer of any dialect, with the faults that all of them know.
 *
 * <pre>
 * fail            the print under way breaks down now, otherwise the next one half-way
 * vanish SECONDS  it cannot be reached for so long; printing goes on
 * garbage         says what no printer should
 * duplicate on|off everything is said twice
 * late SECONDS    everything is late by so much; 0 ends it
 * shuffle SECONDS everything is late by up to so much; 0 ends it
 * swallow         the next command is obeyed and not answered
 * clear           a person clears the platform at the machine
 * time SECONDS    how long prints take
 * prints          what was begun: for each print a line with its number, its state and its file
 * </pre>
 */
public interface SimulatedPrinter extends AutoCloseable {

    /** Returns the machine. */
    GcodePrinter machine();

    /** Returns its HTTP address. */
    String url();

    /** Does one fault of this dialect; false when there is none of that name. */
    boolean fault(String name, String value);

    /** Obeys a line of the fault language. */
    default String control(String line) {
        String[] words = line.split("\\s+", -1);
        String value = words.length > 1 ? words[1] : "";
        try {
            switch (words[0]) {
                case "fail" -> machine().fail();
                case "time" -> machine().printTime(seconds(value));
                case "prints" -> {
                    return machine().history().stream()
                            .map(print -> "print " + print.id() + " " + print.state() + " " + print.file() + "\n")
                            .collect(Collectors.joining("", "", "ok"));
                }
                default -> {
                    if (!fault(words[0], value)) {
                        return "error: there is no " + words[0];
                    }
                }
            }
        } catch (NumberFormatException e) {
            return "error: " + value + " is no number of seconds";
        }
        return "ok";
    }

    /** Reads a number of seconds. */
    static Duration seconds(String word) {
        return Duration.ofMillis(Math.round(Double.parseDouble(word) * 1000));
    }

    @Override
    void close();
}
