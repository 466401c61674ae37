package io.amsphub.connectors.storage;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Blobs} as files named by the SHA-256 of their content, in 256 directories. A file is written under a
 * temporary name, forced to disk, then moved into place, so that a name always stands for whole content; a crash
 * leaves at most a temporary file, which the next start removes.
 *
 * <p>A blob is sealed in chunks ({@link ChunkCipher}) under a key of its own, in {@code NAME.seal}; the key, wrapped
 * for its owners ({@link BlobKeys}), is in {@code NAME.keys}, which is in place before the content is. Blobs of older
 * hubs lie open under {@code NAME}; they are read, and sealed when the same content is stored again.
 */
public final class DirectoryBlobs extends SealedBlobs {

    private static final String SEAL = ".seal";
    private static final String KEYS = ".keys";
    /** The endings of files that are a content: sealed, and as older hubs left it. */
    private static final List<String> CONTENT = List.of(SEAL, "");

    private final Path root;
    private final BlobKeys keys;
    private final ContentLocks locks;

    /**
     * A store in a directory, which is made when it is missing.
     *
     * @param ring the keys of organisations
     * @throws IOException when it cannot be made or cleaned
     */
    public DirectoryBlobs(Path root, KeyRing ring) throws IOException {
        this(root, new BlobKeys(ring, new BesideContents(root)), root.resolve("tmp"), null);
    }

    /**
     * A store in a directory that several nodes share.
     *
     * @param node distinguishes this node, always in the same way
     * @throws IOException when it cannot be made or cleaned
     */
    public static DirectoryBlobs shared(Path root, KeyRing ring, String node) throws IOException {
        return new DirectoryBlobs(
                root, new BlobKeys(ring, new BesideContents(root)), root.resolve("tmp-" + node), root.resolve("locks"));
    }

    private DirectoryBlobs(Path root, BlobKeys keys, Path temporary, @Nullable Path among) throws IOException {
        super(keys, temporary);
        this.root = root;
        this.keys = keys;
        locks = new ContentLocks(among);
    }

    /** Keys in files beside the contents; whoever changes them has the lock of the content. */
    private record BesideContents(Path root) implements KeyTexts {

        @Override
        public Optional<Kept> read(String sha256) throws IOException {
            Path kept = file(root, sha256, KEYS);
            return Files.exists(kept)
                    ? Optional.of(new Kept(Files.readString(kept, StandardCharsets.ISO_8859_1), "", Instant.EPOCH))
                    : Optional.empty();
        }

        @Override
        public void write(String sha256, Optional<Kept> read, String text) throws IOException {
            Path kept = file(root, sha256, KEYS);
            PlainFiles.write(kept, text);
            PlainFiles.forceDirectory(kept.resolveSibling(""));
        }
    }

    @Override
    BlobKeys.Owner maker(String sha256) throws IOException {
        touch(sha256);
        return liesOpen(sha256) ? platform() : BlobKeys.Owner.madeOf(sha256);
    }

    private boolean liesOpen(String sha256) {
        return !Files.exists(file(sha256, SEAL)) && Files.exists(file(sha256, ""));
    }

    @Override
    void place(Path file, String sha256, byte[] key, BlobKeys.Owner owner) throws IOException {
        Path target = file(sha256, SEAL);
        ContentLocks.Held held = locks.take(sha256);
        try (held) {
            makeDirectory(sha256);
            Optional<byte[]> there = Files.exists(target) ? keys.key(sha256) : Optional.empty();
            if (there.isPresent()) {
                keys.add(keys.see(sha256), there.get(), owner);
            } else {
                begin(file, sha256, key, owner);
            }
            Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
            Files.deleteIfExists(file(sha256, ""));
        }
    }

    /**
     * Puts a sealed file into a place that is free. What nobody can open goes first, so that keys and content that are
     * both there always fit; then come the keys, then the content, each forced to disk before the next.
     */
    private void begin(Path file, String sha256, byte[] key, BlobKeys.Owner owner) throws IOException {
        if (Files.deleteIfExists(file(sha256, SEAL))) {
            PlainFiles.forceDirectory(directory(sha256));
        }
        keys.begin(BlobKeys.Seen.none(sha256), key, liesOpen(sha256) ? List.of(owner, platform()) : List.of(owner));
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

    @Override
    public InputStream open(BlobRef blob) throws IOException {
        String sha256 = blob.sha256();
        if (Files.exists(file(sha256, SEAL))) {
            byte[] key = keys.key(sha256).orElseThrow(() -> BlobKeys.deleted(sha256));
            try {
                return opened(SealedSource.of(file(sha256, SEAL)), key, sha256);
            } catch (NoSuchFileException e) {
                throw BlobKeys.deleted(sha256);
            }
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

    @Override
    public Removal remove(BlobRef blob, String organisation, String subject) throws IOException {
        String sha256 = blob.sha256();
        ContentLocks.Held held = locks.take(sha256);
        try (held) {
            makeDirectory(sha256);
            if (liesOpen(sha256)) {
                return Removal.LIES_OPEN;
            }
            keys.remove(keys.see(sha256), organisation, subject);
            if (keys.key(sha256).isPresent()) {
                return Removal.HELD_BY_OTHERS;
            }
            Files.deleteIfExists(file(sha256, SEAL));
            Files.deleteIfExists(file(sha256, ""));
            PlainFiles.forceDirectory(directory(sha256));
            return Removal.DESTROYED;
        }
    }

    @Override
    void touch(String sha256) throws IOException {
        ContentLocks.Held held = locks.take(sha256);
        try (held) {
            for (String ending : CONTENT) {
                if (Files.exists(file(sha256, ending))) {
                    Files.setLastModifiedTime(file(sha256, ending), FileTime.from(Instant.now()));
                }
            }
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
                        if (isSha256(sha256)) {
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
        ContentLocks.Held held = locks.take(sha256);
        try (held) {
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
        }
    }

    private Path file(String sha256, String ending) {
        return file(root, sha256, ending);
    }

    private static Path file(Path root, String sha256, String ending) {
        return root.resolve(requireSha256(sha256).substring(0, 2)).resolve(sha256 + ending);
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }
}
