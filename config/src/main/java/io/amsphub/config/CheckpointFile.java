package io.amsphub.config;

import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signed checkpoints of the audit, outside of the database: {@code audit-checkpoints.jsonl} of the data directory,
 * a line each, only ever appended to. Whoever copies it elsewhere can prove later what the chain was.
 */
public final class CheckpointFile implements Consumer<AuditCheckpoint> {

    private final Path file;

    /** The file of a data directory. */
    public CheckpointFile(Path dataDirectory) {
        file = dataDirectory.resolve("audit-checkpoints.jsonl");
    }

    @Override
    public void accept(AuditCheckpoint checkpoint) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap((Json.write(checkpoint) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                out.write(line);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be kept in " + file, e);
        }
    }

    /** Returns the checkpoints of a data directory. */
    public List<AuditCheckpoint> all() throws IOException {
        return Files.exists(file) ? read(file) : List.of();
    }

    /**
     * Reads checkpoints, one a line; a line that was cut off by a crash ends the file.
     *
     * @throws IllegalArgumentException when a line before the last is none
     */
    public static List<AuditCheckpoint> read(Path file) throws IOException {
        List<AuditCheckpoint> all = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int n = 0; n < lines.size(); n++) {
            boolean cutOff = n == lines.size() - 1 && !lines.get(n).endsWith("}");
            if (!cutOff && !lines.get(n).isBlank()) {
                all.add(Json.read(lines.get(n), AuditCheckpoint.class));
            }
        }
        return all;
    }
}
