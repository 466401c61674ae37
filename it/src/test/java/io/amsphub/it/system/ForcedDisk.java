package io.amsphub.it.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The disk of a hub as a power cut would leave it. A preloaded library keeps, beside the data directory, each file as it was
 * forced to disk last; of what was written since then a disk may have anything.
 */
final class ForcedDisk {

    /** What has reached the disk beside what was forced to it. */
    enum Luck {
        /** Nothing. */
        NOTHING,
        /** Some sectors of each file, and others not. */
        SOME,
        /** Everything, as when only the process dies. */
        ALL
    }

    private static final int SECTOR = 512;
    private static final int STATE_BYTES = 24;
    private static final int NAMES_PENDING = 16;

    private final Path directory;
    private final Path library;
    private final Path state;
    private final Path forced;
    private final boolean compiled;

    ForcedDisk(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        library = directory.resolve("forced.so");
        forced = Files.createDirectories(directory.resolve("forced"));
        state = Files.write(directory.resolve("state"), new byte[STATE_BYTES]);
        Path source = directory.resolve("forced.c");
        try (InputStream in = Objects.requireNonNull(ForcedDisk.class.getResourceAsStream("forced.c"))) {
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        compiled = BentSystem.compiled(source, library);
    }

    /** Returns whether there is a compiler. */
    boolean canBeKept() {
        return compiled;
    }

    /** Has a hub that was never started use it. */
    void under(RunningHub hub) {
        hub.environment("LD_PRELOAD", library.toString());
        hub.environment(
                "AMSP_FORCED",
                String.join(":", hub.data().toAbsolutePath().toString(), forced.toString(), state.toString()));
    }

    /** Returns how often something was forced. */
    long forces() throws IOException {
        return state().getLong(0);
    }

    private ByteBuffer state() throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(state)).order(ByteOrder.nativeOrder());
    }

    /**
     * Cuts the power of a hub: its process is stopped where it is, what the disk has by then takes the place of the data
     * directory, and the process is killed. The next start reads what is left.
     *
     * @return how many files had something that was not forced
     */
    int cut(RunningHub hub, Luck luck, Random random) throws IOException {
        String pid = Long.toString(hub.pid());
        stop(pid);
        while (luck == Luck.SOME && state().getLong(NAMES_PENDING) > 0) {
            // some sectors of a file that has another name by now would be those of another file
            signal("CONT", pid);
            stop(pid);
        }
        Path left = directory.resolve("left");
        int lost = copy(hub.data(), left, luck, random);
        hub.kill();
        if (Files.exists(hub.logFile())) {
            Files.copy(hub.logFile(), left.resolve("hub.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        delete(hub.data());
        delete(forced);
        copyAll(left, forced);
        Files.move(left, hub.data());
        return lost;
    }

    private static void stop(String pid) throws IOException {
        signal("STOP", pid);
        while (!Files.readString(Path.of("/proc", pid, "stat")).contains(") T ")) {
            Thread.onSpinWait();
        }
    }

    private static void signal(String name, String pid) throws IOException {
        if (!SmallDisk.run("kill", "-" + name, pid)) {
            throw new IOException("no signal to " + pid);
        }
    }

    private int copy(Path written, Path left, Luck luck, Random random) throws IOException {
        Path source = luck == Luck.ALL ? written : forced;
        Files.createDirectories(left);
        int lost = 0;
        SortedSet<String> all = names(written);
        all.addAll(names(forced));
        for (String name : all) {
            Path live = written.resolve(name);
            Path kept = forced.resolve(name);
            boolean same = Files.exists(live) && Files.exists(kept) && Files.mismatch(live, kept) < 0;
            lost += same ? 0 : 1;
            if (Files.exists(source.resolve(name))) {
                Path copy = left.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(source.resolve(name), copy);
                if (luck == Luck.SOME && !same && Files.exists(live)) {
                    mix(copy, live, random);
                }
            }
        }
        return lost;
    }

    /** Has some sectors that were written and not forced reach a file; it is as long as either says. */
    private static void mix(Path file, Path live, Random random) throws IOException {
        try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw");
                RandomAccessFile from = new RandomAccessFile(live.toFile(), "r")) {
            if (random.nextBoolean()) {
                to.setLength(from.length());
            }
            byte[] one = new byte[SECTOR];
            byte[] other = new byte[SECTOR];
            for (long at = 0; at < Math.min(to.length(), from.length()); at += SECTOR) {
                int length = (int) Math.min(SECTOR, Math.min(to.length(), from.length()) - at);
                to.seek(at);
                to.readFully(one, 0, length);
                from.seek(at);
                from.readFully(other, 0, length);
                if (!Arrays.equals(one, 0, length, other, 0, length) && random.nextBoolean()) {
                    to.seek(at);
                    to.write(other, 0, length);
                }
            }
        }
    }

    private static SortedSet<String> names(Path directory) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(directory.relativize(file).toString()));
        }
        names.remove("hub.log");
        names.remove("hub.pid");
        return names;
    }

    private static void copyAll(Path from, Path to) throws IOException {
        for (String name : names(from)) {
            Path copy = to.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(from.resolve(name), copy);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
