package io.amsphub.connectors.storage;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.BlobOwners;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.StoredContents;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stores of contents have in common: a content is sealed in chunks ({@link ChunkCipher}) under a key of its own
 * into a local file, then put into its place under the SHA-256 of what was sealed, its key wrapped for its owners
 * ({@link BlobKeys}). Constant memory; the local file is always deleted, after a crash by the next start.
 */
public abstract class SealedBlobs implements Blobs, BlobOwners, StoredContents {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String PLATFORM = "hub";
    private static final int LOCKS = 64;

    private final BlobKeys keys;
    private final Path temporary;
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    /**
     * A store.
     *
     * @param temporary where contents are sealed; made when it is missing, cleared when it is there
     */
    SealedBlobs(BlobKeys keys, Path temporary) throws IOException {
        this.keys = keys;
        this.temporary = temporary;
        Files.createDirectories(temporary);
        try (var leftovers = Files.newDirectoryStream(temporary)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    /** Puts a sealed file into its place, or has its owner share the one that is there. The file may be taken away. */
    abstract void place(Path file, String sha256, byte[] key, BlobKeys.Owner owner) throws IOException;

    /** Returns the owner of what is made of a content, which is not removed for a while. */
    abstract BlobKeys.Owner maker(String sha256) throws IOException;

    /** Says that a content is used now to make another of it: it is not removed for a while. */
    abstract void touch(String sha256) throws IOException;

    @Override
    public BlobRef store(String mediaType, Writer writer) throws IOException {
        return store(mediaType, writer, platform());
    }

    /** The owner of what belongs to nobody else, and of what older hubs kept for owners that are not known. */
    BlobKeys.Owner platform() {
        return keys.owner(PLATFORM, "-");
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
                return maker(source.sha256());
            }
        };
    }

    /** The store for one owner. */
    private abstract class Owned implements Blobs {

        abstract BlobKeys.Owner owner() throws IOException;

        @Override
        public BlobRef store(String mediaType, Writer writer) throws IOException {
            return SealedBlobs.this.store(mediaType, writer, owner());
        }

        @Override
        public InputStream open(BlobRef blob) throws IOException {
            return SealedBlobs.this.open(blob);
        }

        @Override
        public Blobs of(String organisation, String subject) {
            return SealedBlobs.this.of(organisation, subject);
        }

        @Override
        public Blobs madeOf(BlobRef source) {
            return SealedBlobs.this.madeOf(source);
        }
    }

    private BlobRef store(String mediaType, Writer writer, BlobKeys.Owner owner) throws IOException {
        try (Draft draft = draft()) {
            writer.writeTo(new UnclosedStream(draft.content()));
            draft.finish();
            if (owner.isContent()) {
                touch(owner.subject()); // once more: writing may have taken long
            }
            return placed(draft, mediaType, owner);
        } catch (IOException e) {
            throw Room.failure(temporary, e);
        }
    }

    /** Begins a content that belongs to nobody yet. */
    Draft draft() throws IOException {
        return new Draft(temporary.resolve(UUID.randomUUID().toString()));
    }

    /** Makes a finished draft a blob of an owner. */
    BlobRef keep(Draft draft, String mediaType, String organisation, String subject) throws IOException {
        return placed(draft, mediaType, keys.owner(organisation, subject));
    }

    private BlobRef placed(Draft draft, String mediaType, BlobKeys.Owner owner) throws IOException {
        long bytes = ChunkCipher.contentBytes(Files.size(draft.file()));
        place(draft.file(), draft.sha256(), draft.key(), owner);
        return new BlobRef(draft.sha256(), bytes, mediaType);
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

    /** Opens a sealed content, whose first and last chunk are proven before. */
    static InputStream opened(SealedSource source, byte[] key, String sha256) throws IOException {
        try {
            SealedInput in = new SealedInput(source, key);
            in.proveEnds();
            return in;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            source.close();
            throw new HubException(
                    FailureCode.CONTENT_DAMAGED,
                    String.valueOf(e.getMessage()),
                    source.name(),
                    "put the file back from a backup, with its file of keys");
        }
    }

    ReentrantLock lock(String sha256) {
        return locks[Integer.parseInt(requireSha256(sha256).substring(0, 2), 16) % LOCKS];
    }

    static boolean isSha256(String name) {
        return SHA_256.matcher(name).matches();
    }

    static String requireSha256(String sha256) {
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        return sha256;
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
