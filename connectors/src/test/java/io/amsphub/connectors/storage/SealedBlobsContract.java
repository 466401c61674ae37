package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.BlobOwners.Removal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of contents guarantees: the same tests for each. */
abstract class SealedBlobsContract {

    static final String MODEL = "solid of a secret part";

    private static final Duration LONG = Duration.ofHours(1);

    /** Returns the store, which is empty when a test begins. */
    abstract SealedBlobs blobs();

    static BlobRef store(Blobs into, String text) throws IOException {
        return into.store("text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    String read(BlobRef blob) throws IOException {
        try (InputStream in = blobs().open(blob)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void gone(BlobRef blob) {
        assertThatThrownBy(() -> read(blob)).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(FailureCode.CONTENT_DELETED));
    }

    @Test
    void contentIsNamedByItsDigestAndReadAsItWasStored() throws IOException {
        for (String text : List.of("", "abc")) {
            BlobRef blob = store(blobs(), text);
            assertThat(store(blobs(), text)).isEqualTo(blob);
            assertThat(blob).isEqualTo(new BlobRef(Secrets.sha256(text), text.length(), "text/plain"));
            assertThat(read(blob)).isEqualTo(text);
        }
    }

    @Test
    void writerThatClosesItsStreamIsStoredAsWell() throws IOException {
        BlobRef blob = blobs().store("text/plain", out -> {
            out.write('a');
            out.close();
        });
        assertThat(read(blob)).isEqualTo("a");
    }

    @Test
    void writerThatFailsStoresNothing() {
        assertThatThrownBy(() -> blobs().store("text/plain", out -> {
                    out.write('x');
                    throw new IOException("the source broke");
                }))
                .hasMessage("the source broke");
        BlobRef blob = new BlobRef(Secrets.sha256("x"), 1, "text/plain");
        assertThatThrownBy(() -> read(blob)).isInstanceOf(IOException.class);
    }

    @Test
    void largeContentIsReadFromAnyPlace() throws IOException {
        byte[] content = new byte[(20 << 20) + 12_345];
        new Random(1).nextBytes(content);
        BlobRef blob = blobs().of("acme", "dsg_1").store("model/stl", out -> out.write(content));
        try (InputStream in = blobs().open(blob)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        for (int place : new int[] {1, 1 << 20, 7_654_321, content.length - 70_000, content.length - 1}) {
            try (InputStream in = blobs().open(blob)) {
                in.skipNBytes(place);
                byte[] some = in.readNBytes(100_000);
                assertThat(some).hasSize(Math.min(100_000, content.length - place));
                assertThat(some[0]).isEqualTo(content[place]);
                assertThat(some[some.length - 1]).isEqualTo(content[place + some.length - 1]);
            }
        }
    }

    @Test
    void missingBlobIsSaidByItsName() {
        assertThatThrownBy(() -> blobs().open(new BlobRef("0".repeat(64), 1, "text/plain")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing from the store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/passwd", "", "ab", "AB"})
    void nameNeverBecomesAPath(String sha256) {
        assertThatThrownBy(() -> blobs().open(new BlobRef(sha256, 1, "text/plain")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retentionRemovesWhatNobodyNeeds() throws IOException {
        BlobRef source = store(blobs().of("acme", "dsg_1"), MODEL);
        BlobRef made = store(blobs().madeOf(source), "made");
        Instant past = Instant.now().minus(LONG);
        Instant future = Instant.now().plus(LONG);
        assertThat(blobs().storedBefore(past)).isEmpty();
        assertThat(blobs().storedBefore(future)).containsOnlyKeys(source.sha256(), made.sha256());
        assertThat(blobs().needed(Set.of(source.sha256()))).containsExactly(source.sha256());
        assertThat(blobs().needed(Set.of(source.sha256(), made.sha256()))).isEmpty();

        assertThat(blobs().removeUnlessStoredSince(made.sha256(), past)).isFalse();
        assertThat(read(made)).isEqualTo("made");
        assertThat(blobs().removeUnlessStoredSince(made.sha256(), future)).isTrue();
        assertThatThrownBy(() -> read(made)).isInstanceOfAny(IOException.class, HubException.class);
        assertThat(blobs().storedBefore(future)).containsOnlyKeys(source.sha256());
        assertThat(blobs().needed(Set.of(source.sha256()))).isEmpty();

        store(blobs().madeOf(source), "made");
        assertThat(read(made)).as("it comes back").isEqualTo("made");
    }

    @Test
    void sameContentOfTwoOrganisationsIsKeptOnceAndEachCanGo() throws IOException {
        BlobRef one = store(blobs().of("acme", "dsg_1"), MODEL);
        BlobRef two = store(blobs().of("rival", "dsg_2"), MODEL);
        assertThat(two).isEqualTo(one);
        assertThat(blobs().remove(one, "acme", "dsg_1")).isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(read(two)).isEqualTo(MODEL);
        assertThat(blobs().remove(one, "acme", "dsg_1")).as("again").isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(blobs().remove(two, "rival", "dsg_2")).isEqualTo(Removal.DESTROYED);
        gone(one);
    }

    @Test
    void sameContentInTwoDesignsOfOneOrganisationGoesWithTheLast() throws IOException {
        BlobRef blob = store(blobs().of("acme", "dsg_1"), MODEL);
        store(blobs().of("acme", "dsg_2"), MODEL);
        assertThat(blobs().remove(blob, "acme", "dsg_1")).isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(blobs().remove(blob, "acme", "dsg_2")).isEqualTo(Removal.DESTROYED);
    }

    @Test
    void whatWasMadeOfAModelGoesWithIt() throws IOException {
        BlobRef source = store(blobs().of("acme", "dsg_1"), MODEL);
        BlobRef mesh = store(blobs().madeOf(source), MODEL + " as a mesh");
        BlobRef gcode = store(blobs().madeOf(mesh), MODEL + " as G-code");
        assertThat(read(gcode)).contains("G-code");
        assertThat(blobs().remove(source, "acme", "dsg_1")).isEqualTo(Removal.DESTROYED);
        gone(mesh);
        gone(gcode);
        assertThat(blobs().remove(gcode, "acme", "dsg_1")).isEqualTo(Removal.DESTROYED);
    }

    @Test
    void contentThatComesBackAfterItsDeletionCanBeOpened() throws IOException {
        BlobRef source = store(blobs().of("acme", "dsg_1"), MODEL);
        BlobRef made = store(blobs().madeOf(source), "made");
        blobs().remove(source, "acme", "dsg_1");
        store(blobs().of("acme", "dsg_9"), MODEL);
        store(blobs().madeOf(source), "made");
        assertThat(read(source)).isEqualTo(MODEL);
        assertThat(read(made)).isEqualTo("made");
    }

    @Test
    void contentThatIsMadeOfItselfThroughOthersIsStillOpened() throws IOException {
        BlobRef a = store(blobs().of("acme", "dsg_1"), "a");
        BlobRef b = store(blobs().madeOf(a), "b");
        assertThat(store(blobs().madeOf(b), "a")).isEqualTo(a);
        assertThat(store(blobs().madeOf(a), "a")).isEqualTo(a);
        assertThat(read(b)).isEqualTo("b");
        blobs().remove(a, "acme", "dsg_1");
        gone(a);
        gone(b);
    }

    @Test
    void whatIsSharedAgainAfterItsSourceCameBackGoesWithItsLastOwner() throws IOException {
        BlobRef source = store(blobs().of("acme", "dsg_1"), MODEL);
        BlobRef made = store(blobs().madeOf(source), "made");
        store(blobs().of("rival", "dsg_2"), "made");
        blobs().remove(source, "acme", "dsg_1");
        store(blobs().of("acme", "dsg_9"), MODEL);
        store(blobs().madeOf(source), "made");
        assertThat(blobs().remove(made, "rival", "dsg_2")).isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(read(made)).isEqualTo("made");
    }

    @Test
    void nothingIsMadeOfContentThatWasDeletedMeanwhile() throws IOException {
        BlobRef source = store(blobs().of("acme", "dsg_1"), MODEL);
        Blobs made = blobs().madeOf(source);
        assertThatThrownBy(() -> made.store("text/plain", out -> {
                    out.write(1);
                    blobs().remove(source, "acme", "dsg_1");
                }))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.CONTENT_DELETED));
        assertThatThrownBy(() -> store(blobs().madeOf(source), "late")).isInstanceOf(HubException.class);
    }

    @Test
    void sameContentOfManyThreadsIsKeptOnceWithAllOwners() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Callable<BlobRef>> calls = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            String organisation = "org" + n % 6;
            calls.add(() -> store(blobs().of(organisation, "dsg"), MODEL));
        }
        BlobRef blob = store(blobs().of("org0", "dsg"), MODEL);
        try {
            for (Future<BlobRef> call : pool.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(blob);
            }
        } finally {
            pool.shutdown();
        }
        for (int n = 0; n < 5; n++) {
            assertThat(blobs().remove(blob, "org" + n, "dsg")).isEqualTo(Removal.HELD_BY_OTHERS);
            assertThat(read(blob)).isEqualTo(MODEL);
        }
        assertThat(blobs().remove(blob, "org5", "dsg")).isEqualTo(Removal.DESTROYED);
    }
}
