package io.amsphub.config.simulator.gcode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A machine that keeps files and prints one at a time, and remembers every start: what was begun twice was
 * printed twice. Safe for all threads.
 */
public final class GcodePrinter {

    private static final Pattern COMMAND = Pattern.compile("[GMT]\\d+.*");

    private final LongSupplier nanos;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<String> starts = new ArrayList<>();
    private final List<Print> history = new ArrayList<>();
    private Duration printTime;
    private State state = State.STANDBY;
    private String file = "";
    private double done;
    private long since;
    private boolean failNext;

    /** How it stands. */
    public enum State {
        STANDBY,
        PRINTING,
        PAUSED,
        COMPLETE,
        CANCELLED,
        ERROR;

        /** Returns whether a print is on the machine. */
        public boolean busy() {
            return this == PRINTING || this == PAUSED;
        }
    }

    /** A print that was begun, and how it stands or ended. */
    public record Print(int id, String file, State state) {}

    /** A refusal. */
    public static final class No extends Exception {

        private static final long serialVersionUID = 1L;

        No(String message) {
            super(message);
        }
    }

    /**
     * An idle machine.
     *
     * @param printTime how long a print takes
     */
    public GcodePrinter(Duration printTime) {
        this.printTime = printTime;
        this.nanos = System::nanoTime;
    }

    /** Returns whether a content is G-code: comments and commands, from the first line on. */
    public static boolean isGcode(byte[] content) {
        return new String(content, 0, Math.min(content.length, 4096), StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith(";"))
                .findFirst()
                .filter(line -> COMMAND.matcher(line).matches())
                .isPresent();
    }

    /** Sets how long the next prints take. */
    public synchronized void printTime(Duration time) {
        advance();
        printTime = time;
    }

    /** Keeps a file; the one that is printed cannot be replaced. */
    public synchronized void store(String path, byte[] content) throws No {
        advance();
        if (state.busy() && path.equals(file)) {
            throw new No("the file is being printed");
        }
        files.put(path, content.clone());
    }

    /** Returns the size of a file; -1 when there is none. */
    public synchronized long size(String path) {
        byte[] content = files.get(path);
        return content == null ? -1 : content.length;
    }

    /** Returns a file. */
    public synchronized byte @Nullable [] content(String path) {
        byte[] content = files.get(path);
        return content == null ? null : content.clone();
    }

    /** Returns the paths of all files. */
    public synchronized List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** Starts a print. */
    public synchronized void start(String path) throws No {
        advance();
        if (state.busy()) {
            throw new No("SD busy");
        }
        if (!files.containsKey(path)) {
            throw new No("Unable to open file");
        }
        starts.add(path);
        file = path;
        done = 0;
        since = nanos.getAsLong();
        become(State.PRINTING, true);
    }

    /** Holds the print. */
    public synchronized void pause() throws No {
        advance();
        require(State.PRINTING);
        become(State.PAUSED, false);
    }

    /** Goes on. */
    public synchronized void resume() throws No {
        advance();
        require(State.PAUSED);
        since = nanos.getAsLong();
        become(State.PRINTING, false);
    }

    /** Ends the print for good. */
    public synchronized void cancel() throws No {
        advance();
        if (!state.busy()) {
            throw new No("nothing is printed");
        }
        become(State.CANCELLED, false);
    }

    /** The print breaks down; without one, the next does. */
    public synchronized void fail() {
        advance();
        if (state.busy()) {
            become(State.ERROR, false);
        } else {
            failNext = true;
        }
    }

    /** Forgets the file that was printed. */
    public synchronized void reset() {
        advance();
        if (!state.busy()) {
            state = State.STANDBY;
            file = "";
            done = 0;
        }
    }

    /** Returns how it stands. */
    public synchronized State state() {
        advance();
        return state;
    }

    /** Returns what is, or was last, printed; empty for nothing. */
    public synchronized String file() {
        return file;
    }

    /** Returns how far it is, 0 to 1. */
    public synchronized double progress() {
        advance();
        return done;
    }

    /** Returns every print that was begun, oldest first. */
    public synchronized List<Print> history() {
        advance();
        return List.copyOf(history);
    }

    /** Returns how often a file was begun. */
    public synchronized long starts(String path) {
        return starts.stream().filter(path::equals).count();
    }

    /** Returns how many prints were begun. */
    public synchronized int starts() {
        return starts.size();
    }

    private void advance() {
        if (state != State.PRINTING) {
            return;
        }
        long now = nanos.getAsLong();
        done += (now - since) / (double) Math.max(1, printTime.toNanos());
        since = now;
        if (failNext && done >= 0.5) {
            failNext = false;
            become(State.ERROR, false);
        } else if (done >= 1) {
            done = 1;
            become(State.COMPLETE, false);
        }
    }

    private void require(State wanted) throws No {
        if (state != wanted) {
            throw new No("the machine is " + state);
        }
    }

    private void become(State next, boolean begins) {
        state = next;
        Print print = new Print(begins ? history.size() + 1 : history.size(), file, next);
        if (begins) {
            history.add(print);
        } else {
            history.set(history.size() - 1, print);
        }
    }
}
