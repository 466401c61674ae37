package io.amsphub.config.simulator.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What physically happened, told by nobody but the machines: one line for each print that started or ended, of a whole
 * fleet, in an append-only file. Tests count with it. Fields are separated by tabs:
 * {@code instant, centre/machine, job, START|FINISHED|FAILED|CANCELLED, part}. Safe for all threads; several processes
 * may append to one file.
 */
public final class PrintLedger implements AutoCloseable {

    /** The file's name in the state directory. */
    public static final String FILE = "prints.ledger";

    private final FileChannel channel;

    private PrintLedger(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * One line.
     *
     * @param time when it happened
     * @param machine {@code centre/machine}
     * @param job job id
     * @param event START, FINISHED, FAILED or CANCELLED
     * @param part part id; empty when the machine has forgotten it (power cut)
     */
    public record Line(Instant time, String machine, String job, String event, String part) {}

    /** Opens the ledger of a state directory for appending. */
    public static PrintLedger open(Path stateDirectory) throws IOException {
        Files.createDirectories(stateDirectory);
        return new PrintLedger(
                FileChannel.open(stateDirectory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Writes one line down. */
    public void append(Line line) {
        String text =
                String.join("\t", line.time().toString(), line.machine(), line.job(), line.event(), line.part() + "\n");
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the ledger does not take a line", e);
            }
        }
    }

    /** Reads a ledger; empty when there is none. */
    public static List<Line> read(Path stateDirectory) throws IOException {
        Path file = stateDirectory.resolve(FILE);
        List<Line> lines = new ArrayList<>();
        for (String text : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] fields = text.split("\t", -1);
            if (fields.length != 5) {
                throw new IOException("line " + (lines.size() + 1) + " of " + file + " has not 5 fields");
            }
            lines.add(new Line(Instant.parse(fields[0]), fields[1], fields[2], fields[3], fields[4]));
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
