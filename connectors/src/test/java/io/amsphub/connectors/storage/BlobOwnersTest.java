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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can open what, and for how long. */
@SuppressWarnings("NullAway") // JUnit and the method before the tests set the fields
class BlobOwnersTest {

    private static final String MODEL = "solid of a secret part";

    @TempDir
    Path directory;

    private KeyRing ring;
    private DirectoryBlobs blobs;

    @BeforeEach
    void open() throws IOException {
        ring = TestRing.beside(directory.resolve("blobs"));
        blobs = new DirectoryBlobs(directory.resolve("blobs"), ring);
    }

    private static BlobRef store(Blobs into, String text) throws IOException {
        return into.store("text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String read(BlobRef blob) throws IOException {
        try (InputStream in = blobs.open(blob)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void gone(BlobRef blob) {
        assertThatThrownBy(() -> read(blob)).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(FailureCode.CONTENT_DELETED));
    }

    @Test
    void nothingOfTheContentIsOnTheDisk() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL.repeat(10_000));
        assertThat(read(blob)).isEqualTo(MODEL.repeat(10_000));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void sameContentOfTwoOrganisationsIsKeptOnceAndEachCanGo() throws IOException {
        BlobRef one = store(blobs.of("acme", "dsg_1"), MODEL);
        BlobRef two = store(blobs.of("rival", "dsg_2"), MODEL);
        assertThat(two).isEqualTo(one);
        assertThat(blobs.remove(one, "acme", "dsg_1")).isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(read(two)).isEqualTo(MODEL);
        assertThat(blobs.remove(one, "acme", "dsg_1")).as("again").isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(blobs.remove(two, "rival", "dsg_2")).isEqualTo(Removal.DESTROYED);
        gone(one);
    }

    @Test
    void sameContentInTwoDesignsOfOneOrganisationGoesWithTheLast() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL);
        store(blobs.of("acme", "dsg_2"), MODEL);
        assertThat(blobs.remove(blob, "acme", "dsg_1")).isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(blobs.remove(blob, "acme", "dsg_2")).isEqualTo(Removal.DESTROYED);
    }

    @Test
    void whatWasMadeOfAModelGoesWithIt() throws IOException {
        BlobRef source = store(blobs.of("acme", "dsg_1"), MODEL);
        BlobRef mesh = store(blobs.madeOf(source), MODEL + " as a mesh");
        BlobRef gcode = store(blobs.madeOf(mesh), MODEL + " as G-code");
        assertThat(read(gcode)).contains("G-code");
        assertThat(blobs.remove(source, "acme", "dsg_1")).isEqualTo(Removal.DESTROYED);
        gone(mesh);
        gone(gcode);
        assertThat(blobs.remove(gcode, "acme", "dsg_1")).isEqualTo(Removal.DESTROYED);
    }

    @Test
    void contentThatComesBackAfterItsDeletionCanBeOpened() throws IOException {
        BlobRef source = store(blobs.of("acme", "dsg_1"), MODEL);
        BlobRef made = store(blobs.madeOf(source), "made");
        blobs.remove(source, "acme", "dsg_1");
        store(blobs.of("acme", "dsg_9"), MODEL);
        store(blobs.madeOf(source), "made");
        assertThat(read(source)).isEqualTo(MODEL);
        assertThat(read(made)).isEqualTo("made");
    }

    @Test
    void contentThatIsMadeOfItselfThroughOthersIsStillOpened() throws IOException {
        BlobRef a = store(blobs.of("acme", "dsg_1"), "a");
        BlobRef b = store(blobs.madeOf(a), "b");
        assertThat(store(blobs.madeOf(b), "a")).isEqualTo(a);
        assertThat(store(blobs.madeOf(a), "a")).isEqualTo(a);
        assertThat(read(b)).isEqualTo("b");
        blobs.remove(a, "acme", "dsg_1");
        gone(a);
        gone(b);
    }

    @Test
    void whatIsSharedAgainAfterItsSourceCameBackGoesWithItsLastOwner() throws IOException {
        BlobRef source = store(blobs.of("acme", "dsg_1"), MODEL);
        BlobRef made = store(blobs.madeOf(source), "made");
        store(blobs.of("rival", "dsg_2"), "made");
        blobs.remove(source, "acme", "dsg_1");
        store(blobs.of("acme", "dsg_9"), MODEL);
        store(blobs.madeOf(source), "made");
        assertThat(blobs.remove(made, "rival", "dsg_2")).isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(read(made)).isEqualTo("made");
    }

    @Test
    void nothingIsMadeOfContentThatWasDeletedMeanwhile() throws IOException {
        BlobRef source = store(blobs.of("acme", "dsg_1"), MODEL);
        Blobs made = blobs.madeOf(source);
        assertThatThrownBy(() -> made.store("text/plain", out -> {
                    out.write(1);
                    blobs.remove(source, "acme", "dsg_1");
                }))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.CONTENT_DELETED));
        assertThatThrownBy(() -> store(blobs.madeOf(source), "late")).isInstanceOf(HubException.class);
    }

    /** Puts content there as hubs before encryption did. */
    private Path older(BlobRef blob, String text) throws IOException {
        Path folder = Files.createDirectories(
                directory.resolve("blobs").resolve(blob.sha256().substring(0, 2)));
        return Files.writeString(folder.resolve(blob.sha256()), text);
    }

    @Test
    void blobsOfAnOlderHubAreReadAndSealedWhenTheyAreStoredAgain() throws IOException {
        BlobRef blob = new BlobRef(Secrets.sha256(MODEL), MODEL.length(), "text/plain");
        Path plain = older(blob, MODEL);
        assertThat(read(blob)).isEqualTo(MODEL);
        assertThat(blobs.remove(blob, "acme", "dsg_1")).isEqualTo(Removal.LIES_OPEN);
        assertThat(read(store(blobs.madeOf(blob), "made of plain"))).isEqualTo("made of plain");
        store(blobs.of("acme", "dsg_1"), MODEL);
        assertThat(plain).doesNotExist();
        assertThat(read(blob)).isEqualTo(MODEL);
        assertThat(blobs.remove(blob, "acme", "dsg_1"))
                .as("for who held it before")
                .isEqualTo(Removal.HELD_BY_OTHERS);
        assertThat(read(blob)).isEqualTo(MODEL);
    }

    @Test
    void crashBetweenKeysAndContentLosesNothing() throws IOException {
        BlobRef sealed = store(blobs.of("acme", "dsg_1"), "b");
        BlobRef blob = new BlobRef(Secrets.sha256(MODEL), MODEL.length(), "text/plain");
        Path plain = older(blob, MODEL);
        Path keysOfAnother =
                directory.resolve("blobs/" + sealed.sha256().substring(0, 2) + "/" + sealed.sha256() + ".keys");
        Files.copy(keysOfAnother, plain.resolveSibling(blob.sha256() + ".keys"));
        assertThat(read(blob))
                .as("keys are there, the sealed content is not yet")
                .isEqualTo(MODEL);
        store(blobs.of("acme", "dsg_1"), MODEL);
        assertThat(read(blob)).isEqualTo(MODEL);
        Files.delete(keysOfAnother.resolveSibling(sealed.sha256() + ".seal"));
        assertThatThrownBy(() -> read(sealed)).isInstanceOf(IOException.class).hasMessageContaining("missing");
        store(blobs.of("acme", "dsg_2"), "b");
        assertThat(read(sealed)).isEqualTo("b");
    }

    @Test
    void contentWithoutItsKeysIsReplacedBeforeItsNewKeysAreThere() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL);
        Path seal = directory.resolve("blobs/" + blob.sha256().substring(0, 2) + "/" + blob.sha256() + ".seal");
        byte[] old = Files.readAllBytes(seal);
        blobs.remove(blob, "acme", "dsg_1");
        Files.write(seal, old);
        gone(blob);
        store(blobs.of("acme", "dsg_1"), MODEL);
        assertThat(read(blob)).isEqualTo(MODEL);
        assertThat(Files.readAllBytes(seal)).isNotEqualTo(old);
    }

    @Test
    void contentThatWasChangedIsRefusedByItsCode() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL);
        Path seal = directory.resolve("blobs/" + blob.sha256().substring(0, 2) + "/" + blob.sha256() + ".seal");
        byte[] file = Files.readAllBytes(seal);
        file[20] ^= 1;
        Files.write(seal, file);
        damaged(blob);
        Files.write(seal, Arrays.copyOf(file, 10));
        damaged(blob);
    }

    private void damaged(BlobRef blob) {
        assertThatThrownBy(() -> read(blob)).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(FailureCode.CONTENT_DAMAGED));
    }

    @Test
    void masterKeyIsRotatedAndOnlyTheNewOneOpens() throws IOException {
        BlobRef blob = store(blobs.of("acme", "dsg_1"), MODEL);
        KeyWrap old = new KeyWrap(new byte[32]);
        KeyWrap fresh = new KeyWrap(KeyWrap.newKey());
        Path keys = directory.resolve("keys");
        assertThat(new KeyRing(keys, fresh, List.of(old)).rewrap()).isEqualTo(1);
        assertThat(new KeyRing(keys, fresh, List.of(old)).rewrap()).as("done").isZero();
        blobs = new DirectoryBlobs(directory.resolve("blobs"), new KeyRing(keys, fresh, List.of()));
        assertThat(read(blob)).isEqualTo(MODEL);
        blobs = new DirectoryBlobs(directory.resolve("blobs"), new KeyRing(keys, old, List.of()));
        assertThatThrownBy(() -> read(blob))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master key");
    }

    @Test
    void sameContentOfManyThreadsIsKeptOnceWithAllOwners() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Callable<BlobRef>> calls = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            String organisation = "org" + n % 6;
            calls.add(() -> store(blobs.of(organisation, "dsg"), MODEL));
        }
        BlobRef blob = null;
        try {
            for (Future<BlobRef> call : pool.invokeAll(calls)) {
                blob = call.get();
            }
        } finally {
            pool.shutdown();
        }
        for (int n = 0; n < 5; n++) {
            assertThat(blobs.remove(blob, "org" + n, "dsg")).isEqualTo(Removal.HELD_BY_OTHERS);
            assertThat(read(blob)).isEqualTo(MODEL);
        }
        assertThat(blobs.remove(blob, "org5", "dsg")).isEqualTo(Removal.DESTROYED);
    }

    @Test
    void keysOfOneBlobDoNotOpenAnother() throws IOException {
        BlobRef one = store(blobs.of("acme", "dsg_1"), "one");
        BlobRef two = store(blobs.of("acme", "dsg_1"), "two");
        Path root = directory.resolve("blobs");
        Path keysOfOne = root.resolve(one.sha256().substring(0, 2)).resolve(one.sha256() + ".keys");
        Path keysOfTwo = root.resolve(two.sha256().substring(0, 2)).resolve(two.sha256() + ".keys");
        Files.write(keysOfTwo, Files.readAllBytes(keysOfOne));
        damaged(two);
    }
}
