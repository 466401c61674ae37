package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.connectors.storage.DirectoryBlobs;
import io.amsphub.connectors.storage.TestRing;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.mark.MarkKey;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.licence.CentreKey;
import io.amsphub.processors.licence.CopyLabel;
import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.licence.HandedCopy;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.CopyDesk;
import io.amsphub.processors.step.MarkTracing;
import io.amsphub.processors.step.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies for AM centres and whose they are, on the real database, files and mesh engine. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class HandedCopyTest {

    private static final Design DESIGN = new Design("dsg_1", "bracket", "acme", "anna", Samples.THEN, 1, 0);

    @TempDir
    Path directory;

    private TestStore opened;
    private JpaStore store;
    private UnitOfWork unit;
    private DirectoryBlobs blobs;
    private Journal journal;
    private CopyDesk desk;
    private MarkTracing tracing;
    private DesignRevision original;
    private Order order;
    private OrderLine line;

    @BeforeEach
    void open() throws IOException {
        opened = new TestStore(directory);
        store = opened.store;
        unit = store.unitOfWork();
        blobs = new DirectoryBlobs(directory.resolve("blobs"), TestRing.beside(directory.resolve("blobs")));
        journal = new Journal(store.events(), Clock.systemUTC());
        MarkKey secret = MarkKey.of(new byte[32]);
        MemoryBudget memory = new MemoryBudget(1L << 30);
        desk = new CopyDesk(
                store.revisions(),
                store.designLicences(),
                store.handedCopies(),
                store.centreKeys(),
                blobs,
                memory,
                secret,
                unit,
                journal);
        tracing = new MarkTracing(store.revisions(), store.handedCopies(), blobs, memory, secret, unit, journal);
        original = revision(1, block(60, 40, 10));
        order = Samples.order(2);
        line = order.line(1);
        unit.run(() -> store.revisions().add(original));
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private static TriangleMesh block(double x, double y, double z) {
        double[] points = new double[24];
        for (int i = 0; i < 8; i++) {
            points[3 * i] = (i & 1) == 0 ? 0 : x;
            points[3 * i + 1] = (i & 2) == 0 ? 0 : y;
            points[3 * i + 2] = (i & 4) == 0 ? 0 : z;
        }
        int[] facets = {
            0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5
        };
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private DesignRevision revision(int number, TriangleMesh mesh) throws IOException {
        BlobRef solid = blobs.of("acme", "dsg_1").store("model/stl", out -> BinaryStlWriter.write(mesh, out));
        DesignRevision ready = Samples.ready(Samples.SIZE);
        return new DesignRevision(
                "dsg_1." + number,
                ready.designId(),
                number,
                "acme",
                ready.state(),
                "anna",
                ready.createdAt(),
                new Upload("upl_" + Integer.toString(number).repeat(26), "part.stl", 684, null, null, true, Map.of()),
                null,
                solid,
                null,
                Samples.detection(solid),
                null,
                null,
                0);
    }

    private void license(DesignLicence.Mark mark, @Nullable String label, boolean encrypted) {
        DesignLicence.Terms terms =
                new DesignLicence.Terms(null, List.of(), List.of(), null, null, mark, label, encrypted, List.of());
        unit.run(() -> store.designLicences()
                .find("dsg_1")
                .ifPresentOrElse(
                        old -> store.designLicences().update(old.withTerms(terms, "anna", journal.now())),
                        () -> store.designLicences()
                                .add(new DesignLicence("dsg_1", "acme", terms, 0, "anna", journal.now(), 0))));
    }

    private HandedCopy copy() throws IOException {
        return desk.of(order.id(), line, Samples.ANNA).orElseThrow();
    }

    private TriangleMesh read(BlobRef blob) throws IOException, MeshFormatException {
        try (InputStream in = blobs.open(blob)) {
            return MeshReaders.read(in, blob.bytes(), MeshFormat.THREE_MF, ReadLimits.defaults());
        }
    }

    private KeyPair centreKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----";
        CentreKey key = CentreKey.ofPem(line.amCentre(), pem, "otto", journal.now());
        unit.run(() -> store.centreKeys()
                .find(key.id())
                .ifPresentOrElse(old -> store.centreKeys().update(old.replacedBy(key)), () -> store.centreKeys()
                        .add(key)));
        return pair;
    }

    private static void fails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(code));
    }

    @Test
    void withoutALicenceTheModelIsGivenAsItIs() throws IOException {
        assertThat(desk.of(order.id(), line, Samples.ANNA)).isEmpty();
        license(DesignLicence.Mark.NONE, null, false);
        assertThat(desk.of(order.id(), line, Samples.ANNA)).isEmpty();
    }

    @Test
    void aFoundCopyNamesItsLineAndTheOriginalNone() throws IOException, MeshFormatException {
        license(DesignLicence.Mark.WATERMARK, null, false);
        HandedCopy copy = copy();
        assertThat(copy()).isEqualTo(copy);
        DesignRevision found = revision(2, read(copy.content()));
        unit.run(() -> store.revisions().add(found));
        Optional<MarkTracing.Traced> traced = tracing.trace(DESIGN, found, Samples.ANNA);
        assertThat(traced).hasValueSatisfying(it -> {
            assertThat(it.copy().orderId()).isEqualTo(order.id());
            assertThat(it.copy().amCentre()).isEqualTo(line.amCentre());
            assertThat(it.finding().log10Chance()).isLessThan(-9);
        });
        assertThat(tracing.trace(DESIGN, original, Samples.ANNA)).isEmpty();
    }

    @Test
    void anEncryptedCopyIsForTheKeyOfTheCentreAndIsMadeAnewForAnother()
            throws IOException, GeneralSecurityException, MeshFormatException {
        license(DesignLicence.Mark.WATERMARK, null, true);
        fails(FailureCode.CENTRE_WITHOUT_KEY, this::copy);
        KeyPair first = centreKey();
        HandedCopy copy = copy();
        assertThatThrownBy(() -> read(copy.content()))
                .isInstanceOf(MeshFormatException.class)
                .hasMessageContaining("MESH-3MF-014");
        KeyPair second = centreKey();
        HandedCopy anew = copy();
        assertThat(anew.code()).isEqualTo(copy.code());
        try (InputStream in = blobs.open(anew.content())) {
            byte[] bytes = in.readAllBytes();
            assertThat(MeshReaders.readSecure(
                                    new ByteArrayInputStream(bytes), second.getPrivate(), ReadLimits.defaults())
                            .mesh()
                            .facetCount())
                    .isGreaterThanOrEqualTo(12);
            assertThatThrownBy(() -> MeshReaders.readSecure(
                            new ByteArrayInputStream(bytes), first.getPrivate(), ReadLimits.defaults()))
                    .hasMessageContaining("MESH-3MF-018");
        }
    }

    @Test
    void aLabelIsCutIntoTheCopy() throws IOException, MeshFormatException {
        String label = "engrave-text?x=30&y=20&z=10&size=5";
        license(DesignLicence.Mark.LABEL, label, false);
        assertThat(read(copy().content()).facetCount()).isGreaterThan(100);
        DesignLicence.Terms bad = new DesignLicence.Terms(
                null, List.of(), List.of(), null, null, DesignLicence.Mark.LABEL, "drain-hole?x=1", false, List.of());
        fails(FailureCode.RECIPE_INVALID, () -> CopyLabel.require(bad));
        license(DesignLicence.Mark.LABEL, "engrave-text?x=300&y=20&z=10&size=5", false);
        fails(FailureCode.NOT_MARKABLE, this::copy);
    }

    @Test
    void whatIsNoKeyOfACentreIsRefused() {
        fails(FailureCode.CENTRE_KEY_INVALID, () -> CentreKey.ofPem("north", "no key", "otto", journal.now()));
    }
}
