package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class DirectoryBlobsTest {

    @TempDir
    Path keys;

    @TempDir
    private Path root;

    private static BlobRef store(DirectoryBlobs blobs, String text) throws IOException {
        return blobs.store("text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void blobIsNamedByItsContentAndStoredOnce() throws IOException {
        DirectoryBlobs blobs = new DirectoryBlobs(root, TestRing.in(keys));
        BlobRef first = store(blobs, "abc");
        assertThat(store(blobs, "abc")).isEqualTo(first);
        assertThat(first).isEqualTo(new BlobRef(Secrets.sha256("abc"), 3, "text/plain"));
        assertThat(files()).as("the content and its keys").hasSize(2);
        assertThat(new DirectoryBlobs(root, TestRing.in(keys)).open(first)).hasContent("abc");
    }

    @Test
    void writerThatFailsLeavesNothing() throws IOException {
        DirectoryBlobs blobs = new DirectoryBlobs(root, TestRing.in(keys));
        assertThatThrownBy(() -> blobs.store("text/plain", out -> {
                    out.write(1);
                    throw new IOException("the source broke");
                }))
                .hasMessage("the source broke");
        assertThat(files()).isEmpty();
    }

    @Test
    void leftoversOfACrashAreRemovedAtTheStartAndBlobsAreNot() throws IOException {
        BlobRef blob = store(new DirectoryBlobs(root, TestRing.in(keys)), "abc");
        Files.writeString(root.resolve("tmp").resolve("half"), "ab");
        assertThat(new DirectoryBlobs(root, TestRing.in(keys)).open(blob)).hasContent("abc");
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }
}
