package io.amsphub.config.simulator.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.config.simulator.machine.JobHistory;
import io.amsphub.config.simulator.machine.Refusal;
import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.Payloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The non-volatile memory of one machine: a file of JSON lines that only grows while the machine is on and is written
 * anew at power-on when it has become long. Writing methods return when the line is on the disk (fsync), but for
 * {@link #delivered}: forgetting that costs a duplicate only. They throw {@link UncheckedIOException} when the disk
 * does not take the line; the machine must then not do what it was about to do. Not safe for several threads. The
 * file is open only while a line is written, so that thousands of machines need no thousands of descriptors.
 */
public final class FileMemory {

    private static final int LINES_BEFORE_REWRITING = 64;
    private static final OpenOption[] APPEND = {
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND
    };

    private final Path file;
    private final JobHistory history = new JobHistory();
    private final Map<PendingReport.Key, PendingReport> pending = new LinkedHashMap<>();
    private int lines;

    private FileMemory(Path file) {
        this.file = file;
    }

    /**
     * Reads the memory; a last line that a power cut tore is dropped.
     *
     * @throws IOException when the file cannot be read or was damaged elsewhere: such a machine must not print
     */
    public static FileMemory open(Path file, Instant now) throws IOException {
        FileMemory memory = new FileMemory(file);
        if (!Files.exists(file)) {
            Files.createDirectories(parent(file));
            memory.write(new byte[0], file, APPEND);
            memory.syncDirectory();
            return memory;
        }
        byte[] bytes = Files.readAllBytes(file);
        int whole = lastLineEnd(bytes);
        for (String line :
                new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList()) {
            memory.recall(line);
        }
        if (whole < bytes.length || memory.lines > 2 * memory.rewritten(now).size() + LINES_BEFORE_REWRITING) {
            memory.rewrite(now);
        }
        return memory;
    }

    /** What was read; the machine's own copy from then on. */
    public JobHistory history() {
        return history;
    }

    /** Reports that the broker has not acknowledged, oldest first. */
    public Collection<PendingReport> pending() {
        return List.copyOf(pending.values());
    }

    /** A job id is used up. */
    public void accepted(String job, boolean starts) {
        append(MemoryLine.accepted(job, starts), true);
    }

    /** A job has ended, and the broker is to hear of it. */
    public void ended(String job, Outcome outcome, PendingReport report) {
        append(MemoryLine.ended(job, outcome, report), true);
        pending.put(report.key(), report);
    }

    /** A print command was refused. */
    public void refused(Refusal refusal) {
        append(MemoryLine.refused(refusal), true);
    }

    /** The platform was cleared, and the broker is to hear of it when there is a {@code report}. */
    public void platformCleared(@Nullable PendingReport report) {
        append(MemoryLine.platform(true, report), true);
        if (report != null) {
            pending.put(report.key(), report);
        }
    }

    /** The broker has the report. */
    public void delivered(PendingReport report) {
        if (pending.remove(report.key()) != null) {
            append(MemoryLine.delivered(report), false);
        }
    }

    private void recall(String text) throws IOException {
        try {
            MemoryLine line = Payloads.mapper().readValue(text, MemoryLine.class);
            lines++;
            PendingReport report = line.report();
            switch (line.kind()) {
                case ACCEPTED -> history.accepted(MemoryLine.need(line.job()), MemoryLine.need(line.flag()));
                case ENDED -> history.ended(MemoryLine.need(line.job()), MemoryLine.need(line.outcome()));
                case REFUSED -> history.refused(line.toRefusal(), Instant.MIN);
                case PLATFORM -> history.platform(MemoryLine.need(line.flag()));
                case DELIVERED -> pending.remove(MemoryLine.need(report).key());
                case PENDING -> MemoryLine.need(report);
            }
            if (report != null && line.kind() != MemoryLine.Kind.DELIVERED) {
                pending.put(report.key(), report);
            }
        } catch (JsonProcessingException | IllegalArgumentException | IllegalStateException e) {
            throw new IOException(file + " is damaged in line " + (lines + 1) + ": " + e.getMessage(), e);
        }
    }

    private List<MemoryLine> rewritten(Instant now) {
        List<MemoryLine> out = new ArrayList<>();
        history.jobs().forEach((job, outcome) -> {
            out.add(MemoryLine.accepted(job, true));
            if (outcome != Outcome.STARTED) {
                out.add(MemoryLine.ended(job, outcome, null));
            }
        });
        out.add(MemoryLine.platform(history.platformClear(), null));
        history.refusals().stream()
                .filter(refusal -> now.isBefore(refusal.expires()))
                .forEach(refusal -> out.add(MemoryLine.refused(refusal)));
        pending.values().forEach(report -> out.add(MemoryLine.pending(report)));
        return out;
    }

    private void rewrite(Instant now) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<MemoryLine> fresh = rewritten(now);
        for (MemoryLine line : fresh) {
            bytes.write(Payloads.bytes(line));
            bytes.write('\n');
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        write(
                bytes.toByteArray(),
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
        lines = fresh.size();
    }

    private void append(MemoryLine line, boolean durable) {
        byte[] json = Payloads.bytes(line);
        ByteBuffer buffer =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        try (FileChannel channel = FileChannel.open(file, APPEND)) {
            writeAll(channel, buffer, durable);
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " does not take a line", e);
        }
    }

    private void write(byte[] bytes, Path target, OpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(target, options)) {
            writeAll(channel, ByteBuffer.wrap(bytes), true);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer, boolean durable) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        if (durable) {
            channel.force(true);
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(parent(file), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
