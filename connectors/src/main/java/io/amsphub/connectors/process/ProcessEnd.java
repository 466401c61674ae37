package io.amsphub.connectors.process;

/**
 * How a child process ended.
 *
 * @param kind whether by itself
 * @param exitCode as the system reports it; 128 + n when signal n killed it
 * @param output the first 64 KiB of what it printed, standard error included
 */
public record ProcessEnd(Kind kind, int exitCode, String output) {

    /** Who ended it. */
    public enum Kind {
        /** It ended by itself, or the system killed it. */
        EXITED,
        /** It was killed because its time was over. */
        TIMED_OUT
    }

    /** Returns whether it did what it was asked to. */
    public boolean succeeded() {
        return kind == Kind.EXITED && exitCode == 0;
    }

    /** Returns the last line that is not empty, which is where programs say why they stop. */
    public String lastLine() {
        return output.lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
    }
}
