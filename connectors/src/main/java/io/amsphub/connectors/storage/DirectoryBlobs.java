package io.amsphub.connectors.storage;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.BlobOwners;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.StoredContents;
import io.amsphub.processors.production.Secrets;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@link Blobs} as files named by the SHA-256 of their content, in 256 directories. A file is written under a
 * temporary name, forced to disk, then moved into place, so that a name always stands for whole content; a crash
 * leaves at most a temporary file, which the next start removes.
 *
 * <p>A blob is sealed in chunks ({@link ChunkCipher}) under a key of its own, in {@code NAME.seal}; the key, wrapped
 * for its owners ({@link BlobKeys}), is in {@code NAME.keys}, which is in place before the content is. Blobs of older
 * hubs lie open under {@code NAME}; they are read, and sealed when the same content is stored again.
 */
public final class DirectoryBlobs implements Blobs, BlobOwners, StoredContents {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String PLATFORM = "hub";
    private static final String SEAL = ".seal";
    private static final String KEYS = ".keys";
    /** The endings of files that are a content: sealed, and as older hubs left it. */
    private static final List<String> CONTENT = List.of(SEAL, "");

    private static final int BUFFER = 1 << 16;
    private static final int LOCKS = 64;

    private final Path root;
    private final Path temporary;
    private final BlobKeys keys;
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    /**
     * A store in a directory, which is made when it is missing.
     *
     * @param ring the keys of organisations
     * @throws IOException when it cannot be made or cleaned
     */
    public DirectoryBlobs(Path root, KeyRing ring) throws IOException {
        this.root = root;
        this.temporary = root.resolve("tmp");
        keys = new BlobKeys(ring, sha256 -> file(sha256, KEYS));
        Files.createDirectories(temporary);
        try (var leftovers = Files.newDirectoryStream(temporary)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    @Override
    public BlobRef store(String mediaType, Writer writer) throws IOException {
        return store(mediaType, writer, platform());
    }

    /** The owner of what belongs to nobody else, and of what older hubs kept for owners that are not known. */
    private BlobKeys.Owner platform() {
        return keys.owner(PLATFORM, "-");
    }

    private boolean liesOpen(String sha256) {
        return !Files.exists(file(sha256, SEAL)) && Files.exists(file(sha256, ""));
    }

    @Override
    public Blobs of(String organisation, String subject) {
        return new Owned() {
            @Override
            BlobKeys.Owner owner() {
                return keys.owner(organisation, subject);
            }
        };
    }

    @Override
    public Blobs madeOf(BlobRef source) {
        return new Owned() {
            @Override
            BlobKeys.Owner owner() throws IOException {
                touch(source.sha256());
                return liesOpen(source.sha256()) ? platform() : BlobKeys.Owner.madeOf(source.sha256());
            }
        };
    }

    /** The store for one owner. */
    private abstract class Owned implements Blobs {

        abstract BlobKeys.Owner owner() throws IOException;

        @Override
        public BlobRef store(String mediaType, Writer writer) throws IOException {
            return DirectoryBlobs.this.store(mediaType, writer, owner());
        }

        @Override
        public InputStream open(BlobRef blob) throws IOException {
            return DirectoryBlobs.this.open(blob);
        }

        @Override
        public Blobs of(String organisation, String subject) {
            return DirectoryBlobs.this.of(organisation, subject);
        }

        @Override
        public Blobs madeOf(BlobRef source) {
            return DirectoryBlobs.this.madeOf(source);
        }
    }

    private BlobRef store(String mediaType, Writer writer, BlobKeys.Owner owner) throws IOException {
        Path file = temporary.resolve(UUID.randomUUID().toString());
        byte[] key = KeyWrap.newKey();
        MessageDigest digest = Secrets.sha256();
        try {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream sealed = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                try (SealingOutput sealing = new SealingOutput(sealed, key)) {
                    OutputStream out = new BufferedOutputStream(new DigestOutputStream(sealing, digest), BUFFER);
                    writer.writeTo(new UnclosedStream(out));
                    out.flush();
                }
                sealed.flush();
                channel.force(true);
            }
            if (owner.isContent()) {
                touch(owner.subject()); // once more: writing may have taken long
            }
            return place(file, HexFormat.of().formatHex(digest.digest()), mediaType, key, owner);
        } catch (IOException e) {
            throw Room.failure(root, e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Puts a sealed file into its place, or has its owner share the one that is there. */
    private BlobRef place(Path file, String sha256, String mediaType, byte[] key, BlobKeys.Owner owner)
            throws IOException {
        Path target = file(sha256, SEAL);
        long bytes = ChunkCipher.contentBytes(Files.size(file));
        ReentrantLock lock = lock(sha256);
        lock.lock();
        try {
            makeDirectory(sha256);
            Optional<byte[]> there = Files.exists(target) ? keys.key(sha256) : Optional.empty();
            if (there.isPresent()) {
                keys.add(sha256, there.get(), owner);
            } else {
                begin(file, sha256, key, owner);
            }
            Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
            Files.deleteIfExists(file(sha256, ""));
        } finally {
            lock.unlock();
        }
        return new BlobRef(sha256, bytes, mediaType);
    }

    /**
     * Puts a sealed file into a place that is free. What nobody can open goes first, so that keys and content that are
     * both there always fit; then come the keys, then the content, each forced to disk before the next.
     */
    private void begin(Path file, String sha256, byte[] key, BlobKeys.Owner owner) throws IOException {
        if (Files.deleteIfExists(file(sha256, SEAL))) {
            PlainFiles.forceDirectory(directory(sha256));
        }
        keys.begin(sha256, key, liesOpen(sha256) ? List.of(owner, platform()) : List.of(owner));
        Files.move(file, file(sha256, SEAL), StandardCopyOption.ATOMIC_MOVE);
        PlainFiles.forceDirectory(directory(sha256));
        HaltPoint.reached(HaltPoint.BLOB_STORED);
    }

    private void makeDirectory(String sha256) throws IOException {
        if (!Files.isDirectory(directory(sha256))) {
            Files.createDirectories(directory(sha256));
            PlainFiles.forceDirectory(root);
        }
    }

    private ReentrantLock lock(String sha256) {
        return locks[Integer.parseInt(sha256.substring(0, 2), 16) % LOCKS];
    }

    /**
     * Takes a finished file over as a blob. It is sealed into another file, and goes when that is in place.
     *
     * @param file forced to disk already
     */
    BlobRef adopt(Path file, String mediaType, String organisation, String subject) throws IOException {
        BlobRef blob = store(mediaType, out -> Files.copy(file, out), keys.owner(organisation, subject));
        Files.delete(file);
        return blob;
    }

    @Override
    public InputStream open(BlobRef blob) throws IOException {
        String sha256 = blob.sha256();
        if (Files.exists(file(sha256, SEAL))) {
            byte[] key = keys.key(sha256).orElseThrow(() -> BlobKeys.deleted(sha256));
            return opened(file(sha256, SEAL), key, sha256);
        }
        try {
            return Files.newInputStream(file(sha256, ""));
        } catch (NoSuchFileException e) {
            if (Files.exists(file(sha256, SEAL))) {
                return open(blob);
            }
            if (Files.exists(file(sha256, KEYS)) && keys.key(sha256).isEmpty()) {
                throw BlobKeys.deleted(sha256);
            }
            throw new IOException("blob " + sha256 + " is missing from the store", e);
        }
    }

    private static InputStream opened(Path file, byte[] key, String sha256) throws IOException {
        SealedInput in = null;
        try {
            in = new SealedInput(file, key);
            in.proveEnds();
            return in;
        } catch (NoSuchFileException e) {
            throw BlobKeys.deleted(sha256);
        } catch (IOException e) {
            if (in != null) {
                in.close();
            }
            throw new HubException(
                    FailureCode.CONTENT_DAMAGED,
                    String.valueOf(e.getMessage()),
                    sha256 + SEAL,
                    "put the file back from a backup, with its file of keys");
        }
    }

    @Override
    public Removal remove(BlobRef blob, String organisation, String subject) throws IOException {
        String sha256 = blob.sha256();
        ReentrantLock lock = lock(sha256);
        lock.lock();
        try {
            makeDirectory(sha256);
            if (liesOpen(sha256)) {
                return Removal.LIES_OPEN;
            }
            keys.remove(sha256, organisation, subject);
            if (keys.key(sha256).isPresent()) {
                return Removal.HELD_BY_OTHERS;
            }
            Files.deleteIfExists(file(sha256, SEAL));
            Files.deleteIfExists(file(sha256, ""));
            PlainFiles.forceDirectory(directory(sha256));
            return Removal.DESTROYED;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a content is used now to make another of it: it is not removed for a while. */
    private void touch(String sha256) throws IOException {
        ReentrantLock lock = lock(sha256);
        lock.lock();
        try {
            for (String ending : CONTENT) {
                if (Files.exists(file(sha256, ending))) {
                    Files.setLastModifiedTime(file(sha256, ending), FileTime.from(Instant.now()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<String, Long> storedBefore(Instant before) throws IOException {
        Map<String, Long> old = new TreeMap<>();
        for (String ending : CONTENT) {
            for (String sha256 : kept(ending)) {
                Optional<BasicFileAttributes> file = PlainFiles.plain(file(sha256, ending));
                if (file.isPresent() && isOlder(file.get(), before)) {
                    old.merge(sha256, file.get().size(), Long::sum);
                }
            }
        }
        return old;
    }

    private static boolean isOlder(BasicFileAttributes file, Instant than) {
        return file.lastModifiedTime().toInstant().isBefore(than);
    }

    /** Returns the contents that have a file of a kind. */
    private Set<String> kept(String ending) throws IOException {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            for (Path directory : directories) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ending)) {
                    for (Path file : files) {
                        String name = file.getFileName().toString();
                        String sha256 = name.substring(0, name.length() - ending.length());
                        if (SHA_256.matcher(sha256).matches()) {
                            found.add(sha256);
                        }
                    }
                }
            }
        }
        return found;
    }

    @Override
    public Set<String> needed(Set<String> sha256) throws IOException {
        Set<String> needed = new HashSet<>();
        Deque<String> staying = new ArrayDeque<>(kept(KEYS));
        staying.removeAll(sha256);
        while (!staying.isEmpty()) {
            for (String source : keys.sources(staying.remove())) {
                if (sha256.contains(source) && needed.add(source)) {
                    staying.add(source);
                }
            }
        }
        return needed;
    }

    /** The content goes before its keys, so that a kill between leaves keys without content, and never the other way. */
    @Override
    public boolean removeUnlessStoredSince(String sha256, Instant before) throws IOException {
        ReentrantLock lock = lock(sha256);
        lock.lock();
        try {
            for (String ending : CONTENT) {
                Optional<BasicFileAttributes> file = PlainFiles.plain(file(sha256, ending));
                if (file.isPresent() && !isOlder(file.get(), before)) {
                    return false;
                }
            }
            Files.deleteIfExists(file(sha256, SEAL));
            Files.deleteIfExists(file(sha256, ""));
            PlainFiles.forceDirectory(directory(sha256));
            Files.deleteIfExists(file(sha256, KEYS));
            PlainFiles.forceDirectory(directory(sha256));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Path file(String sha256, String ending) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        return directory(sha256).resolve(sha256 + ending);
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }

    /** Lets a writer close its stream without closing the file, which is still to be forced to disk. */
    private static final class UnclosedStream extends FilterOutputStream {

        private UnclosedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
