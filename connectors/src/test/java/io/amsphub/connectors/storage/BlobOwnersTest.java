package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.BlobOwners.Removal;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can open what, and for how long. */
@SuppressWarnings("NullAway") // JUnit and the method before the tests set the fields
class BlobOwnersTest extends SealedBlobsContract {

    @TempDir
    Path directory;

    private KeyRing ring;
    private DirectoryBlobs blobs;

    @BeforeEach
    void open() throws IOException {
        ring = TestRing.beside(directory.resolve("blobs"));
        blobs = new DirectoryBlobs(directory.resolve("blobs"), ring);
    }

    @Override
    SealedBlobs blobs() {
        return blobs;
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
