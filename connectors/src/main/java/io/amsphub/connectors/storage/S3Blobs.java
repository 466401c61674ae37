package io.amsphub.connectors.storage;

import io.amsphub.connectors.storage.s3.S3Bucket;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@link Blobs} in a bucket that several hubs may share. A content is two objects: {@code contents/ab/SHA-256.keys},
 * its key wrapped for its owners, and {@code contents/ab/SHA-256.ID.seal}, the sealed content, where ID comes of the key.
 *
 * <p>The sealed content is stored first, then the keys, by a write that fails when another hub has written them since
 * they were read; whoever fails looks again and shares what is there. So keys and content always fit, and what a kill
 * leaves is a content that no keys name, which retention removes. Deletion empties the keys before the content goes.
 */
public final class S3Blobs extends SealedBlobs {

    private static final String ROOT = "contents/";
    private static final String SEAL = ".seal";
    private static final String KEYS = ".keys";
    private static final int WINDOW = 1 << 20;
    private static final int ID_DIGITS = 16;
    private static final int TRIES = 50;

    /** Keys that were written so short a time ago are not written again to say that they are in use. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** What the clock of the store cuts off of a second. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final S3Bucket bucket;
    private final BlobKeys keys;

    /**
     * A store in a bucket.
     *
     * @param temporary a local directory where contents are sealed before they are stored
     * @param ring the keys of organisations
     * @throws IOException when the directory cannot be made or cleared
     */
    public S3Blobs(S3Bucket bucket, Path temporary, KeyRing ring) throws IOException {
        this(bucket, temporary, new BlobKeys(ring, new InBucket(bucket)));
    }

    private S3Blobs(S3Bucket bucket, Path temporary, BlobKeys keys) throws IOException {
        super(keys, temporary);
        this.bucket = bucket;
        this.keys = keys;
    }

    private record InBucket(S3Bucket bucket) implements KeyTexts {

        @Override
        public Optional<Kept> read(String sha256) {
            return bucket.get(name(sha256)).map(found -> new Kept(found.text(), found.version(), found.written()));
        }

        @Override
        public void write(String sha256, Optional<Kept> read, String text) throws IOException {
            if (!bucket.put(name(sha256), text, read.map(Kept::version).orElse(null))) {
                throw new OvertakenException(sha256);
            }
        }

        private static String name(String sha256) {
            return prefix(sha256) + KEYS;
        }
    }

    private static String prefix(String sha256) {
        return ROOT + requireSha256(sha256).substring(0, 2) + "/" + sha256;
    }

    /** The name of a sealed content tells nothing of its key, and is found by it alone. */
    private static String sealed(String sha256, byte[] key) {
        byte[] context =
                ("amsp-object-1\n" + sha256 + "\n" + HexFormat.of().formatHex(key)).getBytes(StandardCharsets.US_ASCII);
        String id = HexFormat.of().formatHex(Secrets.sha256().digest(context)).substring(0, ID_DIGITS);
        return prefix(sha256) + "." + id + SEAL;
    }

    /** A change of keys. */
    @FunctionalInterface
    private interface Change<T> {
        T apply(BlobKeys.Seen seen) throws IOException;
    }

    /** Changes keys as they are now; when another hub was faster, as they are then. One hub changes them one by one. */
    private <T> T change(String sha256, Change<T> change) throws IOException {
        ReentrantLock lock = lock(sha256);
        lock.lock();
        try {
            for (int left = TRIES; ; left--) {
                try {
                    return change.apply(keys.see(sha256));
                } catch (KeyTexts.OvertakenException e) {
                    if (left <= 1) {
                        throw e;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    void place(Path file, String sha256, byte[] key, BlobKeys.Owner owner) throws IOException {
        boolean shared = shared(sha256, owner);
        if (shared) {
            return;
        }
        // takes long, so that nobody waits for it; a content of the same name may be stored by another meanwhile
        String own = sealed(sha256, key);
        bucket.upload(own, file);
        HaltPoint.reached(HaltPoint.BLOB_STORED);
        boolean begun = change(sha256, seen -> {
            if (shares(seen, owner)) {
                return false;
            }
            keys.begin(seen, key, List.of(owner));
            return true;
        });
        if (!begun) {
            bucket.delete(own);
        }
    }

    private boolean shared(String sha256, BlobKeys.Owner owner) throws IOException {
        return change(sha256, seen -> shares(seen, owner));
    }

    /** Has an owner share the content that is there; returns whether there is one. */
    private boolean shares(BlobKeys.Seen seen, BlobKeys.Owner owner) throws IOException {
        Optional<byte[]> there = keys.key(seen);
        if (there.isEmpty() || !bucket.exists(sealed(seen.sha256(), there.get()))) {
            return false;
        }
        if (!keys.add(seen, there.get(), owner)) {
            touch(seen);
        }
        return true;
    }

    @Override
    BlobKeys.Owner maker(String sha256) throws IOException {
        touch(sha256);
        return BlobKeys.Owner.madeOf(sha256);
    }

    @Override
    void touch(String sha256) throws IOException {
        change(sha256, this::touch);
    }

    private boolean touch(BlobKeys.Seen seen) throws IOException {
        Instant written = seen.kept().map(KeyTexts.Kept::written).orElse(Instant.MAX);
        boolean due = written.isBefore(Instant.now().minus(FRESH));
        if (due) {
            keys.touch(seen);
        }
        return due;
    }

    @Override
    public InputStream open(BlobRef blob) throws IOException {
        String sha256 = blob.sha256();
        BlobKeys.Seen seen = keys.see(sha256);
        if (seen.kept().isEmpty()) {
            throw missing(sha256, null);
        }
        byte[] key = keys.key(seen).orElseThrow(() -> BlobKeys.deleted(sha256));
        try {
            return opened(new ObjectSource(bucket, sealed(sha256, key)), key, sha256);
        } catch (NoSuchFileException e) {
            if (keys.key(sha256).isEmpty()) {
                throw BlobKeys.deleted(sha256);
            }
            throw missing(sha256, e);
        }
    }

    @SuppressWarnings("NullAway") // a cause may be null
    private static IOException missing(String sha256, @Nullable NoSuchFileException cause) {
        return new IOException("blob " + sha256 + " is missing from the store", cause);
    }

    @Override
    public Removal remove(BlobRef blob, String organisation, String subject) throws IOException {
        String sha256 = blob.sha256();
        return change(sha256, seen -> {
            Optional<byte[]> key = keys.key(seen);
            keys.remove(seen, organisation, subject);
            if (keys.key(sha256).isPresent()) {
                return Removal.HELD_BY_OTHERS;
            }
            key.ifPresent(destroyed -> bucket.delete(sealed(sha256, destroyed)));
            return Removal.DESTROYED;
        });
    }

    @Override
    public Map<String, Long> storedBefore(Instant before) {
        Map<String, Long> old = new TreeMap<>();
        Set<String> used = new HashSet<>();
        bucket.list(ROOT, object -> {
            String sha256 = content(object.name());
            if (sha256 == null) {
                return;
            }
            if (!isOlder(object, before)) {
                used.add(sha256);
            } else if (object.name().endsWith(SEAL)) {
                old.merge(sha256, object.bytes(), Long::sum);
            }
        });
        old.keySet().removeAll(used);
        return old;
    }

    private static boolean isOlder(S3Bucket.Listed object, Instant than) {
        return object.written().plus(FRESH).plus(SECOND).isBefore(than);
    }

    /** Returns which content an object is of; null when it is of none. */
    private static @Nullable String content(String object) {
        String name = object.substring(object.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return dot > 0 && isSha256(name.substring(0, dot)) ? name.substring(0, dot) : null;
    }

    /** Reads the keys of every content that stays: a request for each. */
    @Override
    public Set<String> needed(Set<String> sha256) throws IOException {
        Deque<String> staying = new ArrayDeque<>();
        bucket.list(ROOT, object -> {
            String other = content(object.name());
            if (other != null && object.name().endsWith(KEYS) && object.bytes() > 0 && !sha256.contains(other)) {
                staying.add(other);
            }
        });
        Set<String> needed = new HashSet<>();
        while (!staying.isEmpty()) {
            for (String source : keys.sources(staying.remove())) {
                if (sha256.contains(source) && needed.add(source)) {
                    staying.add(source);
                }
            }
        }
        return needed;
    }

    /**
     * The keys are emptied, and stay so: whoever stores the content again at the same moment writes over what was
     * emptied, or has the removal see that it was overtaken.
     */
    @Override
    public boolean removeUnlessStoredSince(String sha256, Instant before) throws IOException {
        List<String> objects = new ArrayList<>();
        return change(sha256, seen -> {
            objects.clear();
            boolean[] used = new boolean[1];
            bucket.list(prefix(sha256) + ".", object -> {
                used[0] |= !isOlder(object, before);
                if (object.name().endsWith(SEAL)) {
                    objects.add(object.name());
                }
            });
            if (used[0]) {
                return false;
            }
            if (!seen.lines().isEmpty()) {
                keys.end(seen);
            }
            objects.forEach(bucket::delete);
            return true;
        });
    }

    /** An object, read a window at a time: each is a request of its own, so that a store that was away hurts one only. */
    private static final class ObjectSource implements SealedSource {

        private final S3Bucket bucket;
        private final String name;
        private final long size;
        private byte[] window;
        private long from;

        private ObjectSource(S3Bucket bucket, String name) throws IOException {
            this.bucket = bucket;
            this.name = name;
            S3Bucket.Range first = bucket.read(name, 0, WINDOW);
            window = first.bytes();
            size = first.total();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            if (at >= size) {
                return -1;
            }
            if (at < from || at >= from + window.length) {
                int wanted = (int) Math.min(into.remaining(), size - at);
                if (at + wanted == size) {
                    // the end is looked at first; what comes after it begins at the beginning
                    into.put(bucket.read(name, at, wanted).bytes());
                    return wanted;
                }
                window = bucket.read(name, at, WINDOW).bytes();
                from = at;
            }
            int count = (int) Math.min(into.remaining(), from + window.length - at);
            into.put(window, (int) (at - from), count);
            return count;
        }

        @Override
        public void close() {
            window = new byte[0];
        }
    }
}
