package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class DirectoryUploadsTest {

    @TempDir
    private Path root;

    private final String id = Ids.next("upl");
    private DirectoryBlobs blobs;
    private DirectoryUploads uploads;

    @BeforeEach
    void open() throws IOException {
        blobs = new DirectoryBlobs(root.resolve("blobs"), TestRing.beside(root.resolve("blobs")));
        uploads = new DirectoryUploads(root.resolve("uploads"), blobs);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(code));
    }

    @Test
    void uploadGoesOnAfterARestart() throws IOException {
        assertThat(uploads.append(id, 0, 6, bytes("abc"))).isEqualTo(3);
        open();
        assertThat(uploads.offset(id)).isEqualTo(3);
        assertThat(uploads.append(id, 3, 6, bytes("def"))).isEqualTo(6);
        assertThat(uploads.sha256(id)).isEqualTo(Secrets.sha256("abcdef"));
    }

    @Test
    void completeUploadIsABlobAndNoUploadAnyMore() throws IOException {
        uploads.append(id, 0, 3, bytes("abc"));
        BlobRef blob = uploads.complete(id, "model/stl", "acme", "dsg_1");
        assertThat(blob).isEqualTo(new BlobRef(Secrets.sha256("abc"), 3, "model/stl"));
        assertThat(blobs.open(blob)).hasContent("abc");
        assertThat(uploads.offset(id)).isZero();
    }

    @Test
    void uploadThatComesInOneGoLeavesNothingBesideTheBlob() throws IOException {
        uploads.append(id, 0, 3, bytes("abc"));
        assertThat(uploads.sha256(id)).isEqualTo(Secrets.sha256("abc"));
        BlobRef blob = uploads.complete(id, "model/stl", "acme", "dsg_1");
        assertThat(root.resolve("uploads")).isEmptyDirectory();
        assertThat(root.resolve("blobs").resolve("tmp")).isEmptyDirectory();
        assertThat(blobs.open(blob)).hasContent("abc");
    }

    @Test
    void wholeUploadThatIsNoBlobYetBecomesOneAfterARestart() throws IOException {
        uploads.append(id, 0, 3, bytes("abc"));
        open();
        assertThat(uploads.offset(id)).isEqualTo(3);
        assertThat(uploads.append(id, 3, 3, bytes(""))).isEqualTo(3);
        assertThat(uploads.sha256(id)).isEqualTo(Secrets.sha256("abc"));
        assertThat(blobs.open(uploads.complete(id, "model/stl", "acme", "dsg_1")))
                .hasContent("abc");
    }

    @Test
    void whatWasSealedOfAnUploadGoesWithIt() throws IOException {
        uploads.append(id, 0, 3, bytes("abc"));
        uploads.discard(id);
        assertThat(root.resolve("blobs").resolve("tmp")).isEmptyDirectory();
        uploads.append(id, 0, 3, bytes("def"));
        BlobRef blob = uploads.complete(id, "model/stl", "acme", "dsg_1");
        assertThat(blobs.open(blob)).hasContent("def");
    }

    @Test
    void uploadInSeveralGoesKeepsNothingSealed() throws IOException {
        uploads.append(id, 0, 6, bytes("abc"));
        assertThat(root.resolve("blobs").resolve("tmp")).isEmptyDirectory();
        uploads.append(id, 3, 6, bytes("def"));
        assertThat(blobs.open(uploads.complete(id, "model/stl", "acme", "dsg_1")))
                .hasContent("abcdef");
    }

    @Test
    void wrongOffsetIsRefusedWithTheRightOne() throws IOException {
        uploads.append(id, 0, 6, bytes("abc"));
        assertThatThrownBy(() -> uploads.append(id, 2, 6, bytes("cdef")))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.failureCode()).isEqualTo(FailureCode.UPLOAD_OFFSET);
                    assertThat(e.problem().remedy()).isEqualTo("continue at offset 3");
                });
        assertThat(uploads.offset(id)).isEqualTo(3);
    }

    @Test
    void whatArrivedBeforeTheConnectionBrokeIsKept() throws IOException {
        InputStream breaking = new SequenceInputStream(bytes("abc"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the connection broke");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });
        assertThatThrownBy(() -> uploads.append(id, 0, 6, breaking)).hasMessage("the connection broke");
        assertThat(uploads.offset(id)).isEqualTo(3);
        assertThat(uploads.append(id, 3, 6, bytes("def"))).isEqualTo(6);
    }

    @Test
    void contentLongerThanAnnouncedIsRefused() {
        assertRefused(FailureCode.UPLOAD_LENGTH, () -> uploads.append(id, 0, 3, bytes("abcd")));
    }

    @Test
    void secondSenderOfTheSameUploadIsRefused() throws IOException {
        AtomicBoolean tried = new AtomicBoolean();
        InputStream slow = new ByteArrayInputStream(new byte[] {1, 2, 3}) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                assertRefused(FailureCode.UPLOAD_OFFSET, () -> uploads.append(id, 0, 3, bytes("xyz")));
                tried.set(true);
                return super.read(buffer, offset, length);
            }
        };
        assertThat(uploads.append(id, 0, 3, slow)).isEqualTo(3);
        assertThat(tried).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "upl_../../../../../../../etc/p",
                "",
                "upl_",
                "upl_ABCDEFGHJKMNPQRSTVWXYZ0123"
            })
    void nameNeverBecomesAPath(String name) {
        assertThatThrownBy(() -> uploads.append(name, 0, 3, bytes("abc"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uploads.discard(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void discardedUploadStartsAgain() throws IOException {
        uploads.append(id, 0, 6, bytes("abc"));
        uploads.discard(id);
        uploads.discard(id);
        assertThat(uploads.offset(id)).isZero();
        assertThat(root.resolve("uploads")).isEmptyDirectory();
    }
}
