package io.amsphub.connectors.jpa;

import io.amsphub.connectors.reach.Reachability;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.hsqldb.Session;
import org.hsqldb.jdbc.JDBCConnection;
import org.hsqldb.lib.EventLogInterface;
import org.hsqldb.lib.FileAccess;
import org.hsqldb.lib.FileUtil;
import org.hsqldb.persist.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The files of HSQLDB, whose log waits when it cannot be written. HSQLDB itself notes that its log was not written and
 * confirms the commit all the same; what is kept of it ends in the middle of a line, where the next start stops to read.
 * Here a commit is confirmed when it is on disk, and not before: a write that fails is taken back and repeated until
 * there is room. Whoever wants a connection meanwhile is told that the database is away. A hub that stops does not wait.
 *
 * <p>HSQLDB brings its log to disk while nobody else may read, write or commit, once for each commit. A commit by
 * {@link #commit} waits for the disk after HSQLDB has let go of everything, and those that wait together are brought to disk
 * together. Until then others see what it wrote; so whoever ends a transaction by it, even one that has only read, waits for
 * all that was written before, and nobody is told of what a loss of power could take back.
 */
final class PatientFiles implements FileAccess {

    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Of a thread that commits: the first time that HSQLDB wants its log on disk is left to the end of the commit. */
    private static final ThreadLocal<Boolean> LATER = ThreadLocal.withInitial(() -> false);

    private final FileUtil files = FileUtil.getFileUtil();
    private final Reachability<SQLException> reachability;

    private volatile @Nullable PatientOutput log;

    private PatientFiles(Reachability<SQLException> reachability) {
        this.reachability = reachability;
    }

    /**
     * Has the database behind a connection use them from now on. Its log is begun anew for that.
     *
     * @param connection of the driver itself
     */
    static void install(Connection connection, Reachability<SQLException> reachability) throws SQLException {
        if (!(connection instanceof JDBCConnection driver) || !(driver.getSession() instanceof Session session)) {
            throw new SQLException("not a connection of an embedded HSQLDB: " + connection);
        }
        Logger logger = session.getDatabase().logger;
        if (logger.fileAccess instanceof PatientFiles) {
            return;
        }
        logger.fileAccess = new PatientFiles(reachability);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    /**
     * Commits, and returns when it and all that was committed before it is on disk.
     *
     * @param connection of the driver itself, of any database
     */
    static void commit(Connection connection) throws SQLException {
        PatientFiles files = behind(connection);
        if (files == null) {
            connection.commit();
            return;
        }
        LATER.set(true);
        try {
            connection.commit();
        } finally {
            LATER.set(false);
        }
        files.force();
    }

    private static @Nullable PatientFiles behind(Connection connection) {
        return connection instanceof JDBCConnection driver
                        && driver.getSession() instanceof Session session
                        && session.getDatabase().logger.fileAccess instanceof PatientFiles files
                ? files
                : null;
    }

    private void force() {
        PatientOutput open = log;
        if (open != null) {
            open.force();
        }
    }

    @Override
    public OutputStream openOutputStreamElement(String name) throws IOException {
        RandomAccessFile file = new RandomAccessFile(name, "rw");
        file.setLength(0);
        return opened(name, file);
    }

    @Override
    public OutputStream openOutputStreamElementAppend(String name) throws IOException {
        return opened(name, new RandomAccessFile(name, "rw"));
    }

    private PatientOutput opened(String name, RandomAccessFile file) throws IOException {
        PatientOutput opened = new PatientOutput(file);
        if (name.endsWith(Logger.logFileExtension)
                && !name.endsWith(Logger.appLogFileExtension)
                && !name.endsWith(Logger.sqlLogFileExtension)) {
            log = opened;
        }
        return opened;
    }

    @Override
    public FileSync getFileSync(OutputStream out) throws IOException {
        return out instanceof PatientOutput patient ? patient : files.getFileSync(out);
    }

    @Override
    public InputStream openInputStreamElement(String name) throws IOException {
        return files.openInputStreamElement(name);
    }

    @Override
    public boolean isStreamElement(String name) {
        return files.isStreamElement(name);
    }

    @Override
    public void createParentDirs(String name) {
        files.createParentDirs(name);
    }

    @Override
    public boolean removeElement(String name) {
        return files.removeElement(name);
    }

    @Override
    public boolean renameElement(String from, String to) {
        return files.renameElement(from, to);
    }

    @Override
    public boolean renameElementOrCopy(String from, String to, EventLogInterface log) {
        return files.renameElementOrCopy(from, to, log);
    }

    /** Not a channel: that would be closed by an interrupt of whoever happens to write. */
    private final class PatientOutput extends OutputStream implements FileSync {

        private final RandomAccessFile file;
        private final ReentrantLock forcing = new ReentrantLock();
        private final AtomicLong end;
        private volatile long forced;
        private boolean closed;

        private PatientOutput(RandomAccessFile file) throws IOException {
            this.file = file;
            end = new AtomicLong(file.length());
            file.seek(end.get());
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            boolean waited = false;
            while (!written(bytes, offset, length)) {
                waited = true;
                LockSupport.parkNanos(AGAIN_NS);
            }
            if (waited) {
                reachability.goesOn();
            }
            end.addAndGet(length);
        }

        private boolean written(byte[] bytes, int offset, int length) {
            try {
                file.write(bytes, offset, length);
                return true;
            } catch (IOException e) {
                if (reachability.ends()) {
                    throw BrokenDatabase.ends("its log cannot be written", e);
                }
                reachability.stands(new SQLException("its log cannot be written: " + e.getMessage(), "53100", e));
                takeBack();
                return false;
            }
        }

        private void takeBack() {
            try {
                file.setLength(end.get());
                file.seek(end.get());
            } catch (IOException e) {
                throw BrokenDatabase.ends("its log cannot be put right", e);
            }
        }

        /** Waits until all that was written before is on disk; one that waits does it for all that wait. */
        private void force() {
            long wanted = end.get();
            if (forced >= wanted) {
                return;
            }
            forcing.lock();
            try {
                if (forced < wanted) {
                    bringToDisk();
                }
            } finally {
                forcing.unlock();
            }
        }

        /** What the system could not bring to disk it may forget: to try again proves nothing. */
        private void bringToDisk() {
            long written = end.get();
            try {
                file.getFD().sync();
            } catch (IOException e) {
                throw BrokenDatabase.ends("its log cannot be brought to disk", e);
            }
            forced = written;
        }

        /** Only the first time in a commit is the commit's own; what comes after it is a checkpoint that it set off. */
        @Override
        public void sync() {
            if (LATER.get() && equals(log)) {
                LATER.set(false);
            } else {
                force();
            }
        }

        @Override
        public void close() throws IOException {
            forcing.lock();
            try {
                if (!closed) {
                    closed = true;
                    bringToDisk();
                    file.close();
                }
            } finally {
                forcing.unlock();
            }
        }
    }
}
