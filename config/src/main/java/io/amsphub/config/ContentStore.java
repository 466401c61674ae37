package io.amsphub.config;

import io.amsphub.connectors.storage.DirectoryBlobs;
import io.amsphub.connectors.storage.KeyRing;
import io.amsphub.connectors.storage.S3Blobs;
import io.amsphub.connectors.storage.SealedBlobs;
import io.amsphub.connectors.storage.s3.S3Bucket;
import io.amsphub.connectors.storage.s3.S3Settings;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.ContentsState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of contents that the settings name. The data directory remembers a store that is not in it, in
 * {@code contents-store}: a hub that was pointed to another one, or restored beside another, would miss every content.
 */
final class ContentStore implements AutoCloseable {

    private static final String REMEMBERED = "contents-store";

    private final SealedBlobs blobs;
    private final @Nullable S3Bucket bucket;

    private ContentStore(SealedBlobs blobs, @Nullable S3Bucket bucket) {
        this.blobs = blobs;
        this.bucket = bucket;
    }

    /**
     * Opens the store.
     *
     * @param node distinguishes this node among those that share it
     * @throws HubException {@code AMSP-1023} when it cannot be used, or contents of this hub are elsewhere
     */
    static ContentStore open(HubSettings settings, KeyRing ring, String node) throws IOException {
        Path data = settings.shared();
        Path directory = data.resolve("blobs");
        S3Settings s3 = settings.contents();
        requireSame(data.resolve(REMEMBERED), s3);
        if (s3 == null) {
            DirectoryBlobs own = settings.node().several()
                    ? DirectoryBlobs.shared(directory, ring, node)
                    : new DirectoryBlobs(directory, ring);
            return new ContentStore(own, null);
        }
        requireNone(directory);
        S3Bucket bucket = S3Bucket.open(s3);
        Files.writeString(data.resolve(REMEMBERED), s3.place() + "\n");
        return new ContentStore(new S3Blobs(bucket, settings.dataDirectory().resolve("sealing"), ring), bucket);
    }

    private static void requireSame(Path remembered, @Nullable S3Settings s3) throws IOException {
        String now = s3 == null ? "the data directory" : s3.place();
        if (Files.exists(remembered)) {
            String before = Files.readString(remembered).strip();
            if (!before.equals(now)) {
                throw elsewhere(
                        "contents are in " + before + ", the settings name " + now,
                        "set hub.blobs.s3 as it was; if all objects were copied to the other bucket, delete "
                                + remembered);
            }
        }
    }

    private static void requireNone(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            if (files.anyMatch(Files::isRegularFile)) {
                throw elsewhere(
                        "contents are in " + directory + ", the settings name a store",
                        "take hub.blobs.s3 out of the settings, or begin with a new data directory");
            }
        }
    }

    private static HubException elsewhere(String detail, String remedy) {
        return new HubException(FailureCode.CONTENTS_UNUSABLE, detail, "hub.blobs.s3.endpoint", remedy);
    }

    SealedBlobs blobs() {
        return blobs;
    }

    /** Returns the bucket; null when contents are in the data directory. */
    @Nullable
    S3Bucket bucket() {
        return bucket;
    }

    ContentsState state() {
        return bucket == null ? ContentsState.HERE : bucket.state();
    }

    @Override
    public void close() {
        if (bucket != null) {
            bucket.close();
        }
    }
}
