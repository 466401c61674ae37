package io.amsphub.processors.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody may do to the audit who can write to the database, and by what it is found. */
class AuditVerificationTest {

    private static final int ENTRIES = 40;
    private static final Instant THEN = Instant.parse("2026-11-26T10:00:00Z");

    private final AuditSeal seal = new AuditSeal("a key of sixteen bytes".getBytes(StandardCharsets.UTF_8));
    private final TestSigner signer = new TestSigner();
    private final List<AuditEntry> chain = new ArrayList<>();
    private final List<AuditCheckpoint> checkpoints = new ArrayList<>();

    @BeforeEach
    void make() {
        for (int n = 1; n <= ENTRIES; n++) {
            add(note("ent_" + n, "getContent", "dsg_" + n, n % 2 == 0 ? "anna" : "otto"));
            if (n % 10 == 0) {
                checkpoints.add(AuditCheckpoint.of(last(), THEN.plusSeconds(n), signer));
            }
        }
    }

    private static AuditNote note(String id, String action, String subject, String who) {
        return new AuditNote(id, THEN, action, subject, "acme", who, AuditNote.GIVEN, "192.0.2.1", "GET /x");
    }

    private AuditEntry last() {
        return chain.get(chain.size() - 1);
    }

    private void add(AuditNote note) {
        chain.add(seal.follow(chain.isEmpty() ? null : last(), note));
    }

    private AuditVerification.Result verified(List<AuditCheckpoint> kept) {
        AuditVerification verification = new AuditVerification(signer.publicKey(), kept);
        chain.forEach(verification::entry);
        return verification.result();
    }

    private void brokenAt(long sequence, String kind) {
        AuditVerification.Finding finding = requireNonNull(verified(checkpoints).finding());
        assertThat(finding.sequence()).as(finding.text()).isEqualTo(sequence);
        assertThat(finding.kind()).as(finding.text()).isEqualTo(kind);
    }

    /** Returns an entry with one field as somebody wants it. */
    private static AuditEntry with(AuditEntry entry, String field, String value) {
        return Json.read(Json.write(((ObjectNode) Json.tree(entry)).put(field, value)), AuditEntry.class);
    }

    @Test
    void whatNobodyTouchedHolds() {
        AuditVerification.Result result = verified(checkpoints);
        assertThat(result.finding()).isNull();
        assertThat(result.entries()).isEqualTo(ENTRIES);
        assertThat(result.signedUpTo()).isEqualTo(ENTRIES);
    }

    @Test
    void eachFieldThatIsChangedBreaksItsEntry() {
        for (String field :
                List.of("time", "action", "subject", "organisation", "who", "person", "outcome", "origin", "detail")) {
            AuditEntry before = chain.get(16);
            chain.set(16, with(before, field, field.equals("time") ? "2026-11-26T09:59:59Z" : "another"));
            brokenAt(17, List.of("who", "origin", "detail").contains(field) ? "TEXT" : "CHANGED");
            chain.set(16, before);
        }
    }

    @Test
    void textThatIsCommittedToAnewBreaksTheHash() {
        AuditEntry before = chain.get(16);
        AuditEntry forged = seal.follow(chain.get(15), note("ent_17", "getContent", "dsg_17", "mallory"));
        chain.set(16, with(with(forged, "hash", before.hash()), "person", before.person()));
        brokenAt(17, "CHANGED");
        chain.set(16, forged);
        brokenAt(18, "LINK");
    }

    @Test
    void entryThatIsRemovedLeavesAGap() {
        chain.remove(16);
        brokenAt(17, "MISSING");
    }

    @Test
    void entryThatIsPutInHasNoPlace() {
        AuditEntry extra = seal.follow(chain.get(16), note("ent_x", "getContent", "dsg_x", "otto"));
        chain.add(17, extra);
        brokenAt(18, "ORDER");
    }

    @Test
    void entriesThatChangedPlacesAreOutOfOrder() {
        AuditEntry one = chain.get(16);
        chain.set(16, chain.get(17));
        chain.set(17, one);
        brokenAt(17, "MISSING");
    }

    @Test
    void entriesThatChangedPlacesWithTheirNumbersDoNotFollow() {
        AuditEntry one = chain.get(16);
        AuditEntry two = chain.get(17);
        chain.set(16, with(two, "sequence", "17"));
        chain.set(17, with(one, "sequence", "18"));
        brokenAt(17, "LINK");
    }

    @Test
    void tailThatIsCutOffIsMissedByASignature() {
        chain.subList(30, ENTRIES).clear();
        brokenAt(31, "TAIL");
        checkpoints.remove(3);
        assertThat(verified(checkpoints).finding())
                .as("with the database's own checkpoint gone too, only one kept elsewhere tells")
                .isNull();
    }

    @Test
    void wholeChainThatIsMadeAnewMissesItsSignedHead() {
        List<AuditEntry> before = List.copyOf(chain);
        chain.subList(16, ENTRIES).clear();
        add(note("ent_17", "getContent", "dsg_17", "nobody"));
        for (AuditEntry entry : before.subList(17, ENTRIES)) {
            add(note(entry.id(), entry.action(), entry.subject(), entry.who()));
        }
        AuditVerification.Finding finding = requireNonNull(verified(checkpoints).finding());
        assertThat(finding.kind()).isEqualTo("HEAD");
        assertThat(finding.text()).contains("entries 11 to 20");
    }

    @Test
    void signatureOfAnotherKeyIsNone() {
        AuditCheckpoint forged = AuditCheckpoint.of(last(), THEN, new TestSigner());
        checkpoints.set(3, forged);
        brokenAt(40, "SIGNATURE");
        checkpoints.set(3, new AuditCheckpoint(40, "0".repeat(64), THEN, "test", "not base 64!"));
        brokenAt(40, "SIGNATURE");
    }

    @Test
    void twoSignedHeadsOfOneLengthTellOfARewrittenChain() {
        AuditEntry other = seal.follow(chain.get(38), note("ent_40", "getContent", "dsg_40", "nobody"));
        checkpoints.add(AuditCheckpoint.of(other, THEN.plusSeconds(99), signer));
        brokenAt(40, "FORK");
    }

    @Test
    void textsAreErasedOnlyWithARecordOfIt() {
        String anna = seal.person("anna");
        chain.replaceAll(entry -> entry.person().equals(anna) ? entry.erased() : entry);
        brokenAt(2, "ERASURE");
        add(new AuditNote("ent_e", THEN, AuditEntry.ERASURE, anna, "acme", "op", AuditNote.DONE, "hub", "asked for"));
        AuditVerification.Result result = verified(checkpoints);
        assertThat(result.finding()).isNull();
        assertThat(result.erased()).isEqualTo(ENTRIES / 2);
        assertThat(chain.toString()).doesNotContain("anna");
    }

    @Test
    void textsCannotBeMovedOverTheBordersOfFields() {
        AuditEntry entry = chain.get(16);
        chain.set(16, with(with(entry, "origin", entry.origin() + "G"), "detail", "ET /x"));
        brokenAt(17, "TEXT");
    }

    @Test
    void partOfAChainIsCheckedByWhatItSays() {
        chain.subList(0, 10).clear();
        assertThat(verified(checkpoints).finding()).isNull();
        chain.set(3, with(chain.get(3), "outcome", "REFUSED"));
        brokenAt(14, "CHANGED");
    }
}
