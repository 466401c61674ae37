package io.amsphub.config.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on each line that is appended to a file after it began to follow; the file need not exist yet. */
final class LineFollower {

    private static final Logger LOG = LoggerFactory.getLogger(LineFollower.class);
    private static final int MOST_AT_ONCE = 65_536;

    private final Path file;
    private final Consumer<String> sink;
    private long position;

    LineFollower(Path file, Consumer<String> sink) throws IOException {
        this.file = file;
        this.sink = sink;
        this.position = Files.exists(file) ? Files.size(file) : 0;
    }

    /** Looks once; to be called again and again by one thread. */
    void look() {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(MOST_AT_ONCE, channel.size() - position));
            channel.read(buffer, position);
            String text = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
            int whole = text.lastIndexOf('\n') + 1;
            position += text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
            text.substring(0, whole).lines().filter(line -> !line.isBlank()).forEach(sink);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("cannot read {}: {}", file, e.getMessage());
        }
    }
}
