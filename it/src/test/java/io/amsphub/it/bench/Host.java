package io.amsphub.it.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the machine does at the moment, as Linux tells it. */
final class Host {

    private static final long LOOK_NS = Duration.ofMillis(250).toNanos();
    private static final int BLOCK = 4096;
    private static final double MIB = 1 << 20;

    private Host() {}

    /** Returns how often in a second a block can be forced to the disk of a directory, one after the other. */
    static double fdatasyncs(Path directory) throws IOException {
        Path file = directory.resolve("fdatasync");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long begun = System.nanoTime();
            int count = 0;
            while (System.nanoTime() - begun < LOOK_NS) {
                out.write(block.clear(), (long) (count % 64) * BLOCK);
                out.force(false);
                count++;
            }
            return count / seconds(begun);
        } finally {
            Files.delete(file);
        }
    }

    /** Returns the load average of the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    /** Returns the processor time of a process so far, in microseconds. */
    static double cpuUs(long pid) {
        return ProcessHandle.of(pid)
                        .orElseThrow()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toNanos()
                / 1000.0;
    }

    /** Returns the most memory that a process has had in use since its peak was forgotten. */
    static double peakMib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                * 1024
                / MIB;
    }

    /** Forgets the peak of a process. */
    static void forgetPeak(long pid) throws IOException {
        Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    }

    /** Returns the seconds since a moment of {@link System#nanoTime}. */
    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
