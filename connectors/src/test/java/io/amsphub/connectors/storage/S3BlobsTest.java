package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amsphub.connectors.storage.s3.S3Bucket;
import io.amsphub.connectors.storage.s3.S3Settings;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.ContentsAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.BlobOwners.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents in a bucket of a real server. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class S3BlobsTest extends SealedBlobsContract {

    @TempDir
    private static Path directory;

    private static S3Server server;

    private S3Bucket bucket;
    private S3Blobs blobs;

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.create(Files.createDirectories(directory.resolve("server")));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        for (Path object : server.objects("")) {
            Files.delete(object);
        }
        bucket = S3Bucket.open(server.settings());
        blobs = store(bucket, "one");
    }

    private static S3Blobs store(S3Bucket bucket, String hub) throws IOException {
        return new S3Blobs(bucket, directory.resolve(hub), TestRing.in(directory.resolve("keys")));
    }

    @AfterEach
    void close() {
        bucket.close();
        assertThat(directory.resolve("one")).as("where contents are sealed").isEmptyDirectory();
    }

    @Override
    SealedBlobs blobs() {
        return blobs;
    }

    @Test
    void nothingOfTheContentAndItsKeysIsReadableInTheBucket() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL.repeat(1000));
        assertThat(read(blob)).isEqualTo(MODEL.repeat(1000));
        assertThat(server.objects(".seal")).hasSize(1);
        for (Path object : server.objects("")) {
            assertThat(Files.readString(object, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        }
    }

    @Test
    void deletionTakesTheObjectAndPurgeTakesWhatAKillHasLeft() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL);
        Path object = server.objects(".seal").get(0);
        Path left = Files.copy(
                object,
                object.resolveSibling(blob.sha256() + ".0123456789abcdef.seal"),
                StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(blobs.remove(blob, "acme", "dsg_1")).isEqualTo(Removal.DESTROYED);
        assertThat(server.objects(".seal")).containsExactly(left);
        gone(blob);
        assertThat(blobs.removeUnlessStoredSince(blob.sha256(), Instant.now().plus(Duration.ofHours(1))))
                .isTrue();
        assertThat(server.objects(".seal")).isEmpty();
    }

    @Test
    void contentThatWasChangedIsRefusedByItsCodeAndOneThatIsGoneIsStoredAgain() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL);
        Path object = server.objects(".seal").get(0);
        byte[] bytes = Files.readAllBytes(object);
        bytes[20] ^= 1;
        Files.write(object, bytes);
        assertThatThrownBy(() -> read(blob)).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(FailureCode.CONTENT_DAMAGED));
        Files.delete(object);
        assertThatThrownBy(() -> read(blob)).isInstanceOf(IOException.class).hasMessageContaining("missing");
        store(blobs.of("acme", "dsg_1"), MODEL);
        assertThat(read(blob)).isEqualTo(MODEL);
    }

    @Test
    void hubsThatShareABucketKeepTheSameContentOnceWithAllOwners() throws Exception {
        try (S3Bucket other = S3Bucket.open(server.settings())) {
            List<S3Blobs> hubs = List.of(blobs, store(other, "two"));
            ExecutorService pool = Executors.newFixedThreadPool(4);
            List<Callable<BlobRef>> calls = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                String organisation = "org" + n % 4;
                S3Blobs hub = hubs.get(n / 4 % 2);
                calls.add(() -> store(hub.of(organisation, "dsg"), MODEL));
            }
            BlobRef blob = null;
            try {
                for (Future<BlobRef> call : pool.invokeAll(calls)) {
                    blob = call.get();
                }
            } finally {
                pool.shutdown();
            }
            assertThat(server.objects(".seal")).hasSize(1);
            for (int n = 0; n < 3; n++) {
                assertThat(hubs.get(n % 2).remove(blob, "org" + n, "dsg")).isEqualTo(Removal.HELD_BY_OTHERS);
                assertThat(read(blob)).isEqualTo(MODEL);
            }
            assertThat(hubs.get(1).remove(blob, "org3", "dsg")).isEqualTo(Removal.DESTROYED);
            gone(blob);
        }
    }

    @Test
    void storeThatIsAwayIsToldAtOnceAndIsBackByItself() throws IOException {
        byte[] content = new byte[5 << 20];
        BlobRef blob = blobs.store("model/stl", out -> out.write(content));
        InputStream open = blobs.open(blob);
        server.kill();
        assertThatThrownBy(open::readAllBytes).isInstanceOf(ContentsAwayException.class);
        open.close();
        assertThatThrownBy(() -> store(blobs, "abc")).isInstanceOfSatisfying(ContentsAwayException.class, e -> {
            assertThat(e.refusal().failureCode()).isEqualTo(FailureCode.CONTENTS_AWAY);
            assertThat(e.refusal().getMessage()).doesNotContain("127.0.0.1");
        });
        long begun = System.nanoTime();
        assertThatThrownBy(() -> read(blob)).isInstanceOf(ContentsAwayException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
        assertThat(bucket.state().await(Duration.ofMillis(1))).isFalse();
        assertThat(bucket.trouble()).contains("127.0.0.1").doesNotContain(server.secret());

        server.start();
        assertThat(bucket.state().await(Duration.ofSeconds(20))).isTrue();
        assertThat(bucket.trouble()).isNull();
        assertThat(read(store(blobs, "abc"))).isEqualTo("abc");
        try (InputStream in = blobs.open(blob)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void bucketThatCannotBeUsedIsRefusedWithTheRemedyAndWithoutTheSecret() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong"), "another-secret");
        refused(server.settings(S3Server.BUCKET, wrong), "check the two keys");
        refused(server.settings("nothing", server.secretKeyFile()), "make the bucket");
        refused(server.settings(S3Server.BUCKET, directory.resolve("no-such-file")), "put the key there");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.equals("hub-contents-watch"))
                .hasSize(1));
    }

    private static void refused(S3Settings settings, String remedy) {
        assertThatThrownBy(() -> S3Bucket.open(settings)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.failureCode()).isEqualTo(FailureCode.CONTENTS_UNUSABLE);
            assertThat(e.problem().remedy()).contains(remedy);
            assertThat(e.getMessage()).doesNotContain("another-secret").doesNotContain(server.secret());
        });
    }
}
