package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelIntakeTest {

    private final MemoryHub hub = new MemoryHub();
    private final Design design = hub.models.createDesign("bracket", Samples.ANNA);

    private DesignRevision announce(long bytes, @Nullable String sha256) {
        return hub.models.createRevision(
                hub.designs.get(design.id()),
                new ModelIntake.Announcement("../bracket.stl", bytes, sha256, null, true, Map.of()),
                Samples.ANNA);
    }

    private long send(DesignRevision revision, long offset, String text) throws IOException {
        DesignRevision current = hub.revisions.get(revision.id());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hub.models.append(current, offset, new ByteArrayInputStream(bytes), Samples.ANNA);
    }

    private static void assertRefused(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(code));
    }

    @Test
    void flowBeginsWhenTheLastByteIsThereAndOnce() throws IOException {
        DesignRevision revision = announce(6, Secrets.sha256("abcdef"));
        assertThat(send(revision, 0, "abc")).isEqualTo(3);
        assertThat(hub.handedOn).isEmpty();
        assertThat(send(revision, 3, "def")).isEqualTo(6);
        assertThat(hub.handedOn).containsExactly("uploaded " + revision.id());
        assertThat(hub.revisions.get(revision.id()).state()).isEqualTo(RevisionState.UPLOADED);
        assertRefused(FailureCode.UPLOAD_CLOSED, () -> send(revision, 6, ""));
        assertThat(hub.handedOn).hasSize(1);
    }

    @Test
    void uploadWhoseBytesAreAllThereIsCompletedByAnEmptyPiece() throws IOException {
        DesignRevision revision = announce(3, null);
        hub.uploads.append(revision.announced().id(), 0, 3, new ByteArrayInputStream(new byte[3]));
        assertThat(send(revision, 3, "")).isEqualTo(3);
        assertThat(hub.revisions.get(revision.id()).state()).isEqualTo(RevisionState.UPLOADED);
    }

    @Test
    void wrongOffsetIsRefusedAndHarmsNothing() throws IOException {
        DesignRevision revision = announce(6, null);
        send(revision, 0, "abc");
        assertRefused(FailureCode.UPLOAD_OFFSET, () -> send(revision, 0, "abc"));
        assertThat(send(revision, 3, "def")).isEqualTo(6);
    }

    @Test
    void moreBytesThanAnnouncedAreRefused() {
        DesignRevision revision = announce(3, null);
        assertRefused(FailureCode.UPLOAD_LENGTH, () -> send(revision, 0, "abcd"));
    }

    @Test
    void damagedUploadStartsAgainAtZero() throws IOException {
        DesignRevision revision = announce(3, Secrets.sha256("abc"));
        assertRefused(FailureCode.UPLOAD_DIGEST, () -> send(revision, 0, "abX"));
        assertThat(hub.revisions.get(revision.id()).state()).isEqualTo(RevisionState.UPLOADING);
        assertThat(send(revision, 0, "abc")).isEqualTo(3);
        assertThat(hub.revisions.get(revision.id()).state()).isEqualTo(RevisionState.UPLOADED);
    }

    @Test
    void lengthOverTheLimitIsRefusedBeforeAByteIsSent() {
        assertRefused(FailureCode.PAYLOAD_TOO_LARGE, () -> announce(1001, null));
        assertThat(hub.designs.get(design.id()).revisions()).isZero();
    }

    @Test
    void revisionsAreNumbered() {
        assertThat(announce(3, null).id()).isEqualTo(design.id() + ".1");
        assertThat(announce(3, null).id()).isEqualTo(design.id() + ".2");
    }

    @Test
    void cancelledUploadTakesNoMoreBytes() throws IOException {
        DesignRevision revision = announce(6, null);
        send(revision, 0, "abc");
        hub.models.cancel(revision, Samples.ANNA);
        assertRefused(FailureCode.UPLOAD_CLOSED, () -> send(revision, 3, "def"));
        assertThat(hub.uploads.offset(revision.announced().id())).isZero();
    }
}
