package io.amsphub.connectors.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Locks for contents, among the threads of this process and, in a directory that nodes share, among the nodes: those are
 * locks on files, which end with the process that has them.
 */
final class ContentLocks {

    private static final int LOCKS = 64;
    private static final int HEX = 16;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);
    private final ConcurrentMap<Integer, FileChannel> channels = new ConcurrentHashMap<>();
    private final @Nullable Path shared;

    /**
     * Locks nobody has.
     *
     * @param shared where the locks among nodes are; null for a store of one process
     */
    ContentLocks(@Nullable Path shared) throws IOException {
        this.shared = shared == null ? null : Files.createDirectories(shared);
    }

    /** A lock that is had until it is closed, by the thread that took it. */
    interface Held extends AutoCloseable {

        @Override
        void close() throws IOException;
    }

    /** Waits for the lock of a content and takes it. */
    Held take(String sha256) throws IOException {
        int number = Integer.parseInt(sha256.substring(0, 2), HEX) % LOCKS;
        ReentrantLock lock = locks[number];
        lock.lock();
        boolean taken = false;
        try {
            FileLock among = shared == null || lock.getHoldCount() > 1
                    ? null
                    : channel(shared, number).lock();
            taken = true;
            return () -> release(lock, among);
        } finally {
            if (!taken) {
                lock.unlock();
            }
        }
    }

    private static void release(ReentrantLock lock, @Nullable FileLock among) throws IOException {
        try {
            if (among != null) {
                among.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private FileChannel channel(Path directory, int number) throws IOException {
        FileChannel known = channels.get(number);
        if (known == null) {
            known = FileChannel.open(
                    directory.resolve(Integer.toString(number)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channels.put(number, known); // under the lock of the number
        }
        return known;
    }
}
