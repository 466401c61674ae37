package io.amsphub.processors.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.UnitOfWork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The audit as JSON Lines, made as it is read, some hundred entries at a time: one object a line, {@code {"entry":
 * ...}} in the order of the chain, and {@code {"checkpoint": ...}} behind the last entry that it covers. Not
 * thread-safe.
 */
public final class AuditLines extends InputStream {

    /** The media type of JSON Lines. */
    public static final String MEDIA_TYPE = "application/jsonl";

    private static final int BATCH = 500;
    private static final String ENTRY = "entry";
    private static final String CHECKPOINT = "checkpoint";

    private final AuditTrail trail;
    private final UnitOfWork unitOfWork;
    private final long end;
    private long at;
    private Deque<AuditCheckpoint> checkpoints = new ArrayDeque<>();
    private byte[] ready = new byte[0];
    private int read;
    private boolean over;

    /**
     * The lines after an entry, up to the newest that there is now.
     *
     * @param after the entry; 0 for all
     */
    public AuditLines(AuditTrail trail, UnitOfWork unitOfWork, long after) {
        this.trail = trail;
        this.unitOfWork = unitOfWork;
        this.at = after;
        this.end =
                unitOfWork.call(() -> trail.newest().map(AuditEntry::sequence).orElse(0L));
    }

    /** One line: an entry or a checkpoint. */
    public sealed interface Line permits EntryLine, CheckpointLine {}

    /** A line with an entry. */
    public record EntryLine(AuditEntry entry) implements Line {}

    /** A line with a checkpoint. */
    public record CheckpointLine(AuditCheckpoint checkpoint) implements Line {}

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Line parse(String line) {
        JsonNode node = Json.read(line, JsonNode.class);
        if (node.has(ENTRY)) {
            return new EntryLine(Json.read(node.get(ENTRY).toString(), AuditEntry.class));
        }
        if (node.has(CHECKPOINT)) {
            return new CheckpointLine(Json.read(node.get(CHECKPOINT).toString(), AuditCheckpoint.class));
        }
        throw new IllegalArgumentException("a line is an entry or a checkpoint");
    }

    private static String line(String name, Object value) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.set(name, Json.tree(value));
        return Json.write(line) + "\n";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (read == ready.length) {
            if (over) {
                return -1;
            }
            ready = unitOfWork.call(this::more);
            read = 0;
        }
        int count = Math.min(length, ready.length - read);
        System.arraycopy(ready, read, into, offset, count);
        read += count;
        return count;
    }

    private byte[] more() {
        List<AuditEntry> entries = trail.after(at, AuditTrail.Query.ALL, BATCH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (AuditEntry entry : entries) {
            if (entry.sequence() > end) {
                break;
            }
            out.writeBytes(line(ENTRY, entry).getBytes(StandardCharsets.UTF_8));
            at = entry.sequence();
            signed(out, at);
        }
        over = entries.size() < BATCH || at >= end;
        return out.toByteArray();
    }

    private void signed(ByteArrayOutputStream out, long sequence) {
        if (checkpoints.isEmpty()) {
            checkpoints = new ArrayDeque<>(trail.checkpoints(sequence - 1, 1));
        }
        while (!checkpoints.isEmpty() && checkpoints.peek().count() <= sequence) {
            out.writeBytes(line(CHECKPOINT, checkpoints.remove()).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        over = true;
        ready = new byte[0];
        read = 0;
    }
}
