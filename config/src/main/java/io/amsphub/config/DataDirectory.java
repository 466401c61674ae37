package io.amsphub.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a hub keeps everything in. One hub at a time: the lock belongs to the process and
 * ends with it, however it ends.
 *
 * <p>The embedded database has a lock of its own, a file with the time of its last heartbeat. It keeps other programs
 * away while a hub runs, but it outlives a hub that is killed: a start within ten seconds waits for it, and gives up a
 * little too early when the last heartbeat was less than a second ago. So {@code hub.lock} says that a hub has the
 * directory, and a hub that finds this said by one that is gone removes what that one left of the database's lock. A
 * lock that some other program has on the database stays.
 */
public final class DataDirectory implements AutoCloseable {

    /** The one byte of {@code hub.lock}, which is written over and never taken away: a full disk has no room for another. */
    private static final byte TAKEN = '1';

    private static final byte FREE = '0';

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;
    private boolean foreign;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens a directory for this process alone; it is made when it is missing, for the owner only.
     *
     * @throws InUseException when another process has it
     * @throws IOException when it cannot be made or written
     */
    public static DataDirectory open(Path root) throws IOException {
        make(root);
        FileChannel channel = FileChannel.open(
                root.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new InUseException("another hub is running on " + root.toAbsolutePath()
                    + "; stop it with './hub stop', or give this one another directory with --data");
        }
        DataDirectory directory = new DataDirectory(root, channel, lock);
        boolean taken = false;
        try {
            directory.take();
            taken = true;
            return directory;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private void take() throws IOException {
        ByteBuffer said = ByteBuffer.allocate(1);
        if (channel.read(said, 0) > 0 && said.get(0) == TAKEN) {
            Files.deleteIfExists(databaseLock());
        }
        foreign = Files.exists(databaseLock());
        say(TAKEN);
    }

    private void say(byte what) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {what}), 0);
    }

    private Path databaseLock() {
        return database(root).resolveSibling("hub.lck");
    }

    /** Returns the path of the embedded database of a directory, to which it adds the endings of its files. */
    static Path database(Path root) {
        return root.resolve("db").resolve("hub");
    }

    /**
     * Makes a directory, for the owner only, when it is not there.
     *
     * @throws IOException when it cannot be made
     */
    public static void make(Path root) throws IOException {
        if (!Files.exists(root)) {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Reads hub.properties of a directory, if it is there. */
    public static Properties properties(Path root) throws IOException {
        Properties properties = new Properties();
        Path file = root.resolve("hub.properties");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    /** Returns the directory. */
    public Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        if (foreign || !Files.exists(databaseLock())) {
            say(FREE);
        }
        lock.release();
        channel.close();
    }

    /** Another process has the directory. */
    public static final class InUseException extends IOException {

        private static final long serialVersionUID = 1L;

        InUseException(String message) {
            super(message);
        }
    }
}
