package io.amsphub.processors.licence;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.DesignLicences;
import io.amsphub.processors.port.LicensedPrints;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.PrintRights;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts prints of licensed designs. A print is counted in the transaction that reserves the machine, by a change of
 * the one row of the licence: of two that take the last print at the same moment one is undone as a whole, with its
 * reservation and its command. It is given back by itself only where the machine's own record says that the part was
 * never begun; what a machine says that it spoiled stays counted until the owner gives it back. Must be called in a
 * unit of work.
 */
public final class LicenceBook implements PrintRights {

    private final DesignLicences licences;
    private final LicensedPrints prints;
    private final Orders orders;
    private final Revisions revisions;
    private final Journal journal;

    /** A book over its stores. */
    public LicenceBook(
            DesignLicences licences, LicensedPrints prints, Orders orders, Revisions revisions, Journal journal) {
        this.licences = licences;
        this.prints = prints;
        this.orders = orders;
        this.revisions = revisions;
        this.journal = journal;
    }

    /**
     * Sets the licence of a design.
     *
     * @throws HubException with {@link FailureCode#LICENCE_FORBIDS} when more was printed than it would allow
     */
    public DesignLicence set(String designId, String organisation, DesignLicence.Terms terms, Principal who) {
        Instant now = journal.now();
        DesignLicence kept = licences.find(designId)
                .map(old -> licences.update(requireEnough(old.withTerms(terms, who.name(), now))))
                .orElseGet(() -> licences.add(new DesignLicence(designId, organisation, terms, 0, who.name(), now, 0)));
        journal.noted(entry(kept, who, "licence: " + inWords(terms)), DesignLicence.State.IN_FORCE);
        return kept;
    }

    private static DesignLicence requireEnough(DesignLicence licence) {
        Integer left = licence.left();
        if (left != null && left < 0) {
            throw new HubException(
                    FailureCode.LICENCE_FORBIDS,
                    licence.used() + " prints were begun under the licence already",
                    "/prints",
                    "allow at least " + licence.used() + "; with no print left nothing more is made");
        }
        return licence;
    }

    private static String inWords(DesignLicence.Terms terms) {
        return (terms.prints() == null ? "any number of prints" : terms.prints() + " prints")
                + (terms.amCentres().isEmpty() ? "" : ", at " + terms.amCentres())
                + (terms.machines().isEmpty() ? "" : ", on " + terms.machines())
                + (terms.validUntil() == null ? "" : ", until " + terms.validUntil())
                + (terms.mark() == DesignLicence.Mark.NONE ? "" : ", copies with a " + terms.mark())
                + (terms.encrypted() ? ", copies encrypted" : "")
                + (terms.offeredTo().isEmpty() ? "" : ", offered to " + terms.offeredTo());
    }

    /**
     * Gives a print back by the word of the owner.
     *
     * @throws HubException when the job may still yield a part, or has yielded one
     */
    public LicensedPrint giveBack(LicensedPrint print, Job job, Principal who, String reason) {
        boolean spoiled =
                switch (job.state()) {
                    case FAILED, CANCELLED -> true;
                    default -> false;
                };
        if (!spoiled || print.state() != LicensedPrint.State.COUNTED) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "job " + job.id() + " is " + job.state() + ", its print is " + print.state(),
                    null,
                    "a counted print is given back once its job has FAILED or was CANCELLED");
        }
        return returned(print, who, reason);
    }

    private LicensedPrint returned(LicensedPrint print, Principal who, String reason) {
        DesignLicence licence = licences.get(print.designId());
        licences.update(licence.printed(-1));
        journal.noted(
                entry(licence, who, "print " + print.id() + " given back: " + reason), DesignLicence.State.IN_FORCE);
        return prints.update(print.givenBack(reason));
    }

    @Override
    public boolean any() {
        return licences.any();
    }

    @Override
    public List<Limit> limits(List<Job> parts, Instant now) {
        List<Limit> limits = new ArrayList<>();
        parts(parts).forEach((design, jobs) -> licences.find(design)
                .ifPresent(licence -> limits.add(new Limit(
                        licence.against(jobs.size(), now),
                        "licence of design " + design,
                        licence.terms().amCentres(),
                        licence.terms().machines()))));
        return limits;
    }

    @Override
    public void reserved(List<Job> parts, String amCentre, String machine) {
        Instant now = journal.now();
        parts(parts).forEach((design, jobs) -> licences.find(design)
                .ifPresent(licence -> count(licence, jobs, amCentre, machine, now)));
    }

    private void count(DesignLicence licence, List<Job> jobs, String amCentre, String machine, Instant now) {
        String against = licence.against(jobs.size(), now);
        if (against != null || !licence.allows(amCentre, machine)) {
            throw new HubException(
                    FailureCode.LICENCE_FORBIDS,
                    against == null ? "licence of design " + licence.id() + " does not allow " + machine : against,
                    null,
                    "the owner of the design sets its licence with PUT /designs/" + licence.id() + "/licence");
        }
        licences.update(licence.printed(jobs.size()));
        for (Job job : jobs) {
            Optional<LicensedPrint> before = prints.find(job.id());
            before.ifPresent(print -> prints.update(print.counted(machine, now)));
            if (before.isEmpty()) {
                prints.add(new LicensedPrint(
                        job.id(),
                        licence.id(),
                        licence.organisation(),
                        job.serial(),
                        machine,
                        LicensedPrint.State.COUNTED,
                        now,
                        null,
                        0));
            }
        }
    }

    @Override
    public void notBegun(List<Job> parts, String why) {
        for (Job job : parts) {
            prints.find(job.id())
                    .filter(print -> print.state() == LicensedPrint.State.COUNTED)
                    .ifPresent(print -> returned(print, Principal.HUB, why));
        }
    }

    @Override
    public void requireOrderable(String revisionId, String organisation, String amCentre, int quantity) {
        DesignRevision revision = revisions.get(revisionId);
        DesignLicence licence = licences.find(revision.designId()).orElse(null);
        if (!revision.organisation().equals(organisation) && (licence == null || !licence.offers(organisation))) {
            throw new HubException(
                    FailureCode.LICENCE_FORBIDS,
                    "design " + revision.designId() + " is not offered to " + organisation + " any more",
                    "/quote",
                    "ask the owner of the design, or order what GET /warehouse lists");
        }
        if (licence == null) {
            return;
        }
        String against = licence.against(quantity, journal.now());
        if (against == null && licence.allowsCentre(amCentre)) {
            return;
        }
        throw new HubException(
                FailureCode.LICENCE_FORBIDS,
                against == null
                        ? "licence of design " + licence.id() + " allows the centres "
                                + licence.terms().amCentres() + " only"
                        : against,
                "/quote",
                "ask the owner of the design for more, or order fewer parts or from an allowed centre");
    }

    @Override
    public List<String> centres(String designId) {
        return licences.find(designId)
                .map(licence -> licence.terms().amCentres())
                .orElse(List.of());
    }

    /** Returns the parts that are made of a design of the hub, by design. */
    private Map<String, List<Job>> parts(List<Job> jobs) {
        Map<String, List<Job>> byDesign = new TreeMap<>();
        for (Job job : jobs) {
            String design = design(job);
            if (design != null) {
                byDesign.computeIfAbsent(design, d -> new ArrayList<>()).add(job);
            }
        }
        return byDesign;
    }

    /** Prints that slicers send belong to no order, and are of no design of the hub. */
    private @Nullable String design(Job job) {
        Order order = orders.find(job.orderId()).orElse(null);
        return order == null
                ? null
                : revisions.get(order.lineOf(job.serial()).revisionId()).designId();
    }

    private static Journal.Entry entry(DesignLicence licence, Principal who, String why) {
        return new Journal.Entry("licence", licence.id(), licence.organisation(), licence.id(), who, why);
    }
}
