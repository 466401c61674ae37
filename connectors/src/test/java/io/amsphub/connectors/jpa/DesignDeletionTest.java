package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.connectors.storage.DirectoryBlobs;
import io.amsphub.connectors.storage.DirectoryUploads;
import io.amsphub.connectors.storage.TestRing;
import io.amsphub.processors.audit.TestSigner;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.licence.DeletionCertificate;
import io.amsphub.processors.licence.LicenceBook;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.BlobOwners.Removal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.DesignDeletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletion of a design's content, on the real database and files. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class DesignDeletionTest {

    private static final Design DESIGN = new Design("dsg_1", "bracket", "acme", "anna", Samples.THEN, 1, 0);

    @TempDir
    Path directory;

    private final TestSigner signer = new TestSigner();
    private TestStore opened;
    private JpaStore store;
    private UnitOfWork unit;
    private DirectoryBlobs blobs;
    private DesignDeletion deletion;
    private BlobRef source;
    private BlobRef solid;
    private BlobRef report;

    @BeforeEach
    void open() throws IOException {
        opened = new TestStore(directory);
        store = opened.store;
        unit = store.unitOfWork();
        blobs = new DirectoryBlobs(directory.resolve("blobs"), TestRing.beside(directory.resolve("blobs")));
        Journal journal = new Journal(store.events(), Clock.systemUTC());
        deletion = new DesignDeletion(
                store.revisions(),
                store.orders(),
                store.designLicences(),
                new LicenceBook(
                        store.designLicences(), store.licensedPrints(), store.orders(), store.revisions(), journal),
                store.deletionCertificates(),
                blobs,
                new DirectoryUploads(directory.resolve("uploads"), blobs),
                signer,
                unit,
                journal);
        source = write(blobs.of("acme", "dsg_1"), "source");
        solid = write(blobs.madeOf(source), "solid");
        report = write(blobs.madeOf(solid), "report");
        DesignRevision ready = Samples.ready(Samples.SIZE);
        unit.run(() -> store.revisions()
                .add(new DesignRevision(
                        ready.id(),
                        ready.designId(),
                        1,
                        "acme",
                        ready.state(),
                        "anna",
                        ready.createdAt(),
                        new Upload("upl_" + "0".repeat(26), "bracket.stl", 684, null, null, true, Map.of()),
                        null,
                        source,
                        null,
                        Samples.detection(solid),
                        null,
                        null,
                        0)));
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private static BlobRef write(Blobs into, String text) throws IOException {
        return into.store("text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void gone(BlobRef blob) {
        assertThatThrownBy(() -> blobs.open(blob))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.CONTENT_DELETED));
    }

    private boolean verifies(DeletionCertificate certificate) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(signer.publicKey())));
        signature.update(certificate.statement().getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(certificate.signature()));
    }

    @Test
    void contentAndWhatWasMadeOfItIsGoneAndCertified() throws Exception {
        DeletionCertificate certificate = deletion.delete(DESIGN, Samples.ANNA, "the contract\nis over");
        gone(source);
        gone(solid);
        gone(report);
        assertThat(certificate.contents())
                .containsExactly(
                        DeletionCertificate.Content.of(source, Removal.DESTROYED),
                        DeletionCertificate.Content.of(solid, Removal.DESTROYED));
        assertThat(certificate.statement())
                .contains("design dsg_1\n", "reason the contract is over\n", source.sha256() + " 6 DESTROYED\n");
        assertThat(verifies(certificate)).isTrue();
        List<DeletionCertificate> kept = unit.call(() -> store.deletionCertificates()
                .page(new PageRequest(null, Map.of("designId", "dsg_1"), null, 10))
                .items());
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).statement()).isEqualTo(certificate.statement());
        assertThat(unit.call(() -> store.designLicences().get("dsg_1")).left())
                .as("nothing more is printed")
                .isZero();
        assertThat(unit.call(() -> store.revisions().get("dsg_1.1")).source())
                .as("the record stays")
                .isEqualTo(source);
    }

    @Test
    void whatAnotherOrganisationHasStaysTheirsAndTheCertificateSaysSo() throws IOException {
        write(blobs.of("rival", "dsg_7"), "source");
        DeletionCertificate certificate = deletion.delete(DESIGN, Samples.ANNA, "over");
        assertThat(certificate.contents())
                .extracting(DeletionCertificate.Content::outcome)
                .containsOnly(Removal.HELD_BY_OTHERS);
        assertThat(blobs.open(source)).hasContent("source");
    }

    @Test
    void nothingGoesWhileAnOrderIsOpen() throws IOException {
        unit.run(() -> store.orders().add(Samples.order(1)));
        assertThatThrownBy(() -> deletion.delete(DESIGN, Samples.ANNA, "over"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(Samples.ORDER);
        assertThat(blobs.open(solid)).hasContent("solid");
        Order order = unit.call(() -> store.orders().get(Samples.ORDER));
        unit.run(() -> store.orders().update(order.withState(OrderState.CANCELLED)));
        deletion.delete(DESIGN, Samples.ANNA, "over");
        gone(solid);
    }

    @Test
    void askedAgainAfterACrashItIsCertifiedAllTheSame() throws IOException {
        blobs.remove(source, "acme", "dsg_1");
        DeletionCertificate certificate = deletion.delete(DESIGN, Samples.ANNA, "over");
        assertThat(certificate.contents())
                .extracting(DeletionCertificate.Content::outcome)
                .containsOnly(Removal.DESTROYED);
    }
}
