package io.amsphub.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes trouble between a farm of printers and the hub until it is closed: messages twice, late, out of order and
 * unreadable, machines that lose their connection, and machines that lose their power in the middle of a print.
 * The same seed makes the same trouble.
 */
final class Trouble implements AutoCloseable {

    private static final int EVERY_MS = 250;
    private static final List<String> KINDS = List.of(
            "duplicate on",
            "duplicate off",
            "late 0.8",
            "late 0",
            "shuffle 0.6",
            "shuffle 0",
            "garbage",
            "vanish 1.5",
            "vanish 0.2",
            "reboot 0.5");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Integer> made = new TreeMap<>();
    private final PrinterFarm farm;
    private final int machines;
    private final Random random;

    private Trouble(PrinterFarm farm, int machines, long seed) {
        this.farm = farm;
        this.machines = machines;
        random = new Random(seed);
    }

    /** Begins with it, at machines that are called fast-1 and so on. */
    static Trouble between(PrinterFarm farm, int machines, long seed) {
        Trouble trouble = new Trouble(farm, machines, seed);
        var unused = trouble.timer.scheduleAtFixedRate(trouble::make, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        return trouble;
    }

    private void make() {
        String[] kind = KINDS.get(random.nextInt(KINDS.size())).split(" ", 2);
        String value = kind.length > 1 ? " " + kind[1] : "";
        try {
            farm.tell(kind[0] + " fast-" + (1 + random.nextInt(machines)) + value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (made) {
            made.merge(kind[0], 1, Integer::sum);
        }
    }

    /** Returns how often which kind was made. */
    Map<String, Integer> made() {
        synchronized (made) {
            return Map.copyOf(made);
        }
    }

    /** Ends it: what is late comes in time again. */
    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        farm.tell("duplicate * off");
        farm.tell("late * 0");
        farm.tell("shuffle * 0");
    }
}
