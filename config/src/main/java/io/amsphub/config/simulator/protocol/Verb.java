package io.amsphub.config.simulator.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a command asks for: the last level of its topic name. */
public enum Verb {
    /** Fetch a file and print it. */
    PRINT("print"),
    /** Hold the print. */
    PAUSE("pause"),
    /** Go on with a held print. */
    RESUME("resume"),
    /** End the print for good. */
    CANCEL("cancel"),
    /** Send {@code report/state} now. */
    REPORT("report"),
    /** Somebody has cleared the platform. */
    PLATFORM_CLEAR("platform-clear");

    private final String word;

    Verb(String word) {
        this.word = word;
    }

    /** The word in topics and payloads. */
    public String word() {
        return word;
    }

    /** The verb of a topic's last level, empty when this device does not know it. */
    public static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
    }

    /** Every word, for {@code report/identity}. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }
}
