package io.amsphub.connectors.storage.s3;

import io.amsphub.connectors.reach.Reachability;
import io.amsphub.processors.failure.ContentsAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.ContentsState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of an S3-compatible store, with limits to what a request may take: 2 s to connect, 10 s of silence, three
 * attempts. A store that fails is away: whoever wants something of it is told so at once, and it is tried twice a
 * second whether it takes writes again. Thread-safe; constant memory but for what is asked to be in memory.
 */
public final class S3Bucket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3Bucket.class);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration ATTEMPT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final long LOOK_MS = 500;

    private static final long PART_BYTES = 16L << 20;
    /** What an interrupted upload of a large content has left is removed after so long. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final String PROBE = "probe/";
    private static final String ANY = "*";

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORISED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION = 412;
    private static final int TOO_MANY = 429;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int SERVER = 500;

    private final S3Settings settings;
    private final S3Client client;
    private final Reachability<ContentsAwayException> reachability = new Reachability<>("the store of contents");
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-contents-watch");
        thread.setDaemon(true);
        return thread;
    });

    private S3Bucket(S3Settings settings, String accessKey, String secretKey) {
        this.settings = settings;
        client = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .forcePathStyle(settings.pathStyle())
                // what only the store of Amazon knows is left out
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(ATTEMPT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        // nothing is taken from files of the user who runs the hub
                        .defaultProfileFile(ProfileFile.aggregator().build()))
                .build();
        Future<?> unused = watch.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a bucket, and tries whether it can be used: written, read, written only if nobody else has, deleted.
     *
     * @throws HubException {@code AMSP-1023} when it cannot, with the remedy
     */
    public static S3Bucket open(S3Settings settings) {
        S3Bucket bucket = new S3Bucket(settings, secret(settings.accessKeyFile()), secret(settings.secretKeyFile()));
        boolean usable = false;
        try {
            bucket.requireUsable();
            bucket.abortAbandoned();
            usable = true;
            return bucket;
        } finally {
            if (!usable) {
                bucket.close();
            }
        }
    }

    private static String secret(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException e) {
            LOG.debug("the file of a key is not read", e);
        }
        throw new HubException(
                FailureCode.CONTENTS_UNUSABLE,
                file + " is missing, empty or may not be read",
                "hub.blobs.s3.access-key-file, hub.blobs.s3.secret-key-file",
                "put the key there, alone, readable for the user that runs the hub");
    }

    private void requireUsable() {
        try {
            tryOut();
        } catch (ContentsAwayException e) {
            throw unusable(String.valueOf(e.getMessage()), remedy(e.getCause()));
        } catch (SdkException | IOException e) {
            throw unusable(settings.place() + " does not work: " + e.getMessage(), remedy(e));
        }
    }

    private void tryOut() throws IOException {
        String probe = PROBE + UUID.randomUUID();
        boolean first = put(probe, "1", null);
        boolean again = put(probe, "2", null);
        Optional<Text> read = get(probe);
        boolean stale = put(probe, "3", "\"00000000000000000000000000000000\"");
        delete(probe);
        if (!first || again || stale || !read.map(Text::text).equals(Optional.of("1"))) {
            throw unusable(
                    settings.place() + " does not keep to If-None-Match and If-Match when it is written",
                    "use a store that knows conditional writes; many have them in their newer versions");
        }
        if (versioned()) {
            throw unusable(
                    settings.place() + " keeps old versions, so that keys that are destroyed could be read again",
                    "take a bucket without versioning, object lock and replication");
        }
    }

    private boolean versioned() {
        try {
            return call(() -> client.getBucketVersioning(b -> b.bucket(settings.bucket())))
                            .status()
                    == BucketVersioningStatus.ENABLED;
        } catch (S3Exception e) {
            LOG.info(
                    "{} does not say whether it keeps old versions; it must not: {}", settings.place(), e.getMessage());
            return false;
        }
    }

    private static HubException unusable(String detail, String remedy) {
        return new HubException(FailureCode.CONTENTS_UNUSABLE, detail, "hub.blobs.s3", remedy);
    }

    private static String remedy(@Nullable Throwable cause) {
        int status = cause instanceof S3Exception known ? known.statusCode() : 0;
        return switch (status) {
            case 0 -> "check hub.blobs.s3.endpoint, that the store runs, and its certificate when it is https";
            case UNAUTHORISED, FORBIDDEN -> "check the two keys and that they may read, write, list and delete there";
            case NOT_FOUND -> "make the bucket, or correct hub.blobs.s3.bucket";
            default -> "look into the log of the store; check hub.blobs.s3.region and hub.blobs.s3.path-style";
        };
    }

    /** Returns whether the store can be reached. */
    public ContentsState state() {
        return reachability::await;
    }

    /** Returns why the store is away; null when it is not. */
    public @Nullable String trouble() {
        ContentsAwayException failure = reachability.failure();
        return failure == null ? null : String.valueOf(failure.getMessage());
    }

    private void look() {
        if (reachability.failure() == null) {
            return;
        }
        try {
            client.putObject(
                    request -> request.bucket(settings.bucket()).key(PROBE + "hub"), RequestBody.fromString("hub"));
            reachability.reached();
        } catch (SdkException e) {
            LOG.trace("the store of contents is still away", e);
        }
    }

    /** Asks the store, unless it is known to be away. */
    private <T> T call(Supplier<T> request) {
        ContentsAwayException known = reachability.failure();
        if (known != null) {
            throw new ContentsAwayException(known.getMessage(), known);
        }
        try {
            return request.get();
        } catch (S3Exception e) {
            if (isOfTheStore(e)) {
                throw away(e);
            }
            throw e;
        } catch (SdkException e) {
            throw away(e);
        }
    }

    private static boolean isOfTheStore(S3Exception e) {
        int status = e.statusCode();
        return (status >= SERVER && status != NOT_IMPLEMENTED)
                || status == TOO_MANY
                || status == UNAUTHORISED
                || status == FORBIDDEN
                || e instanceof NoSuchBucketException;
    }

    private ContentsAwayException away(SdkException cause) {
        ContentsAwayException away = new ContentsAwayException(settings.place() + ": " + cause.getMessage(), cause);
        reachability.failed(away);
        return away;
    }

    /**
     * A small object.
     *
     * @param version tells it from what is there later
     */
    public record Text(String text, String version, Instant written) {}

    /** Returns a small object as text; nothing when there is none. */
    public Optional<Text> get(String name) {
        try {
            ResponseBytes<GetObjectResponse> read = call(() -> client.getObjectAsBytes(
                    request -> request.bucket(settings.bucket()).key(name)));
            return Optional.of(new Text(
                    read.asString(StandardCharsets.ISO_8859_1),
                    read.response().eTag(),
                    read.response().lastModified()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes a small object if nobody else has meanwhile.
     *
     * @param version what it replaces; null for nothing
     * @return whether it was written
     */
    public boolean put(String name, String text, @Nullable String version) throws IOException {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(settings.bucket()).key(name);
        if (version == null) {
            request.ifNoneMatch(ANY);
        } else {
            request.ifMatch(version);
        }
        try {
            call(() -> client.putObject(
                    request.build(), RequestBody.fromBytes(text.getBytes(StandardCharsets.ISO_8859_1))));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION || e.statusCode() == CONFLICT || e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw new IOException(settings.place() + " does not take " + name + ": " + e.getMessage(), e);
        }
    }

    /** Stores a file, in parts when it is large. A part that fails is tried again alone. */
    public void upload(String name, Path file) throws IOException {
        long bytes = Files.size(file);
        try {
            if (bytes <= PART_BYTES) {
                call(() -> client.putObject(
                        request -> request.bucket(settings.bucket()).key(name), RequestBody.fromFile(file)));
            } else {
                uploadParts(name, file, bytes);
            }
        } catch (S3Exception e) {
            throw new IOException(settings.place() + " does not take " + name + ": " + e.getMessage(), e);
        }
    }

    private void uploadParts(String name, Path file, long bytes) {
        String upload = call(() -> client.createMultipartUpload(
                        request -> request.bucket(settings.bucket()).key(name)))
                .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < bytes; from += PART_BYTES) {
                int number = parts.size() + 1;
                RequestBody body = FilePart.body(file, from, Math.min(PART_BYTES, bytes - from));
                String tag = call(() -> client.uploadPart(
                                request -> request.bucket(settings.bucket())
                                        .key(name)
                                        .uploadId(upload)
                                        .partNumber(number),
                                body))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            call(() -> client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(name)
                    .uploadId(upload)
                    .multipartUpload(whole -> whole.parts(parts))));
            done = true;
        } finally {
            if (!done) {
                abort(name, upload);
            }
        }
    }

    private void abort(String name, String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(settings.bucket()).key(name).uploadId(upload));
        } catch (SdkException e) {
            LOG.info("parts of {} stay in the store until the start of the hub in a day: {}", name, e.getMessage());
        }
    }

    private void abortAbandoned() {
        Instant before = Instant.now().minus(ABANDONED);
        List<MultipartUpload> uploads =
                client.listMultipartUploads(b -> b.bucket(settings.bucket())).uploads();
        uploads.stream()
                .filter(upload -> upload.initiated().isBefore(before))
                .forEach(upload -> abort(upload.key(), upload.uploadId()));
    }

    /**
     * Some bytes of an object.
     *
     * @param bytes what was asked for; less at the end of the object
     * @param total how many the object has
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Range(byte[] bytes, long total) {}

    /**
     * Reads some bytes of an object that is not empty.
     *
     * @throws NoSuchFileException when there is no such object
     */
    public Range read(String name, long from, int bytes) throws IOException {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(settings.bucket())
                .key(name)
                .range("bytes=" + from + "-" + (from + bytes - 1))
                .build();
        try {
            ResponseBytes<GetObjectResponse> read = call(() -> client.getObjectAsBytes(request));
            String range = read.response().contentRange();
            long total = range == null
                    ? read.response().contentLength()
                    : Long.parseLong(range.substring(range.indexOf('/') + 1));
            return new Range(read.asByteArrayUnsafe(), total);
        } catch (NoSuchKeyException e) {
            NoSuchFileException missing = new NoSuchFileException(name);
            missing.initCause(e);
            throw missing;
        } catch (S3Exception e) {
            throw new IOException(settings.place() + " does not give " + name + ": " + e.getMessage(), e);
        }
    }

    /** Returns whether there is such an object. */
    public boolean exists(String name) {
        try {
            call(() -> client.headObject(
                    request -> request.bucket(settings.bucket()).key(name)));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    /** Deletes an object, if it is there. */
    public void delete(String name) {
        call(() ->
                client.deleteObject(request -> request.bucket(settings.bucket()).key(name)));
    }

    /** An object as it is listed. */
    public record Listed(String name, long bytes, Instant written) {}

    /** Gives out the objects whose names begin so, a thousand at a time. */
    public void list(String prefix, Consumer<Listed> each) {
        String after = "";
        boolean more = true;
        while (more) {
            String from = after;
            var page = call(() -> client.listObjectsV2(request ->
                    request.bucket(settings.bucket()).prefix(prefix).startAfter(from.isEmpty() ? null : from)));
            for (var object : page.contents()) {
                each.accept(new Listed(object.key(), object.size(), object.lastModified()));
                after = object.key();
            }
            more = page.isTruncated() && !page.contents().isEmpty();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close();
    }
}
