package io.amsphub.connectors.storage;

import io.amsphub.processors.production.Secrets;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A content that is sealed and hashed while it is written, under a temporary name and a key of its own. It is whole and on
 * the disk when it was finished; whatever is not taken away by then goes when this is closed. One writer at a time.
 */
final class Draft implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final byte[] key = KeyWrap.newKey();
    private final MessageDigest digest = Secrets.sha256();
    private final FileChannel channel;
    private final OutputStream sealed;
    private final SealingOutput sealing;
    private final OutputStream content;
    private String sha256 = "";

    /** A draft in a file that must not exist. */
    Draft(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        sealed = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        sealing = new SealingOutput(sealed, key);
        content = new BufferedOutputStream(new DigestOutputStream(sealing, digest), BUFFER);
    }

    /** Returns where the content is written. */
    OutputStream content() {
        return content;
    }

    /** Says that the content is whole, and forces it to disk. */
    void finish() throws IOException {
        content.flush();
        sealing.close();
        sealed.flush();
        channel.force(true);
        channel.close();
        sha256 = HexFormat.of().formatHex(digest.digest());
    }

    Path file() {
        return file;
    }

    byte[] key() {
        return key;
    }

    /** Returns the lower-case hex SHA-256 of the content, once it is finished. */
    String sha256() {
        if (sha256.isEmpty()) {
            throw new IllegalStateException("the content is not whole");
        }
        return sha256;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
