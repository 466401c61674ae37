package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.licence.DeletionCertificate;
import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.licence.LicenceBook;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.BlobOwners;
import io.amsphub.processors.port.DeletionCertificates;
import io.amsphub.processors.port.DesignLicences;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.tdp.PackageSigner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the content of a design by destroying its keys, and certifies it. The records of parts stay. First its
 * licence is closed, so that no print begins; then the keys go; then it is certified. A crash in between leaves
 * content deleted and not certified: asked again, it is certified.
 */
public final class DesignDeletion {

    private static final int PAGE = 200;
    private static final Set<OrderState> OPEN = EnumSet.of(
            OrderState.CREATED,
            OrderState.AWAITING_APPROVAL,
            OrderState.AWAITING_PAYMENT,
            OrderState.CONFIRMED,
            OrderState.IN_PRODUCTION,
            OrderState.PARTIALLY_DELIVERED);

    private final Revisions revisions;
    private final Orders orders;
    private final DesignLicences licences;
    private final LicenceBook book;
    private final DeletionCertificates certificates;
    private final BlobOwners owners;
    private final Uploads uploads;
    private final PackageSigner signer;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what a deletion touches. */
    public DesignDeletion(
            Revisions revisions,
            Orders orders,
            DesignLicences licences,
            LicenceBook book,
            DeletionCertificates certificates,
            BlobOwners owners,
            Uploads uploads,
            PackageSigner signer,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.revisions = revisions;
        this.orders = orders;
        this.licences = licences;
        this.book = book;
        this.certificates = certificates;
        this.owners = owners;
        this.uploads = uploads;
        this.signer = signer;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /**
     * Deletes what is there of a design.
     *
     * @throws HubException when an order of it is open
     * @throws IOException when the store fails
     */
    public DeletionCertificate delete(Design design, Principal who, String reason) throws IOException {
        List<DesignRevision> all = unitOfWork.call(() -> {
            requireNoOrder(design);
            int used = licences.find(design.id()).map(DesignLicence::used).orElse(0);
            DesignLicence.Terms none = new DesignLicence.Terms(used, List.of(), List.of(), journal.now(), null);
            book.set(design.id(), design.organisation(), none, who);
            return all(revisions::page, null, Map.of("designId", design.id()));
        });
        for (DesignRevision revision : all) {
            if (revision.upload() != null) {
                uploads.discard(revision.upload().id());
            }
        }
        List<DeletionCertificate.Content> gone = new ArrayList<>();
        for (BlobRef content : contents(all)) {
            gone.add(DeletionCertificate.Content.of(
                    content, owners.remove(content, design.organisation(), design.id())));
        }
        return unitOfWork.call(() -> {
            DeletionCertificate certificate = certificates.add(DeletionCertificate.signed(
                    Ids.next("del"),
                    design.id(),
                    design.organisation(),
                    journal.now(),
                    who.name(),
                    reason,
                    gone,
                    signer));
            journal.noted(
                    new Journal.Entry(
                            "deletion",
                            design.id(),
                            design.organisation(),
                            design.id(),
                            who,
                            certificate.id() + ": " + reason),
                    DeletionCertificate.State.DELETED);
            return certificate;
        });
    }

    private void requireNoOrder(Design design) {
        for (OrderState state : OPEN) {
            all(orders::page, null, Map.of("state", state.name())).forEach(order -> refuseIfOf(design, order));
        }
    }

    private static void refuseIfOf(Design design, Order order) {
        boolean ofDesign = order.lines().stream()
                .anyMatch(line -> line.revisionId().startsWith(design.id() + ".") && line.quantity() > 0);
        if (ofDesign) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "order " + order.id() + " of the design is " + order.state(),
                    null,
                    "cancel the order, or wait until it is delivered");
        }
    }

    /** Returns the contents of all revisions, each once, those first of which others are made. */
    private static List<BlobRef> contents(List<DesignRevision> all) {
        Map<String, BlobRef> found = new LinkedHashMap<>();
        all.forEach(revision -> put(found, revision.source()));
        for (DesignRevision revision : all) {
            put(found, revision.mesh());
            put(found, revision.detection());
            if (revision.correction() != null) {
                put(found, revision.correction().content());
                put(found, revision.correction().after());
            }
        }
        return List.copyOf(found.values());
    }

    private static void put(Map<String, BlobRef> found, @Nullable Detection detection) {
        if (detection != null) {
            put(found, detection.solidContent());
            put(found, detection.report());
        }
    }

    private static void put(Map<String, BlobRef> found, @Nullable BlobRef blob) {
        if (blob != null) {
            found.putIfAbsent(blob.sha256(), blob);
        }
    }

    private static <T> List<T> all(
            Function<PageRequest, Page<T>> pages, @Nullable String organisation, Map<String, String> filters) {
        List<T> all = new ArrayList<>();
        String after = null;
        do {
            Page<T> page = pages.apply(new PageRequest(organisation, filters, after, PAGE));
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }
}
