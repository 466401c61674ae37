package io.amsphub.processors.step;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Measurements;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.quote.BuildFigures;
import io.amsphub.processors.quote.BuildSetup;
import io.amsphub.processors.quote.Measurement;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures design revisions for quotes, each set-up once: when a revision is ready, and again only for a set-up
 * that nobody thought of then. Long work within the memory budget, done outside any transaction; what comes of it
 * is kept in a unit of work of its own, so that a death in between costs nothing but the work.
 */
public final class RevisionMeasuring {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionMeasuring.class);

    /** Slicing holds about as much again as reading and detection. */
    private static final int SLICING_FACTOR = 2;

    private final Revisions revisions;
    private final Quotes quotes;
    private final Measurements measurements;
    private final ModelFile files;
    private final MemoryBudget budget;
    private final Catalogue catalogue;
    private final UnitOfWork unitOfWork;
    private final Journal journal;
    private final ConcurrentMap<String, ReentrantLock> underWay = new ConcurrentHashMap<>();

    /** Brings together what measuring needs. */
    public RevisionMeasuring(
            Revisions revisions,
            Quotes quotes,
            Measurements measurements,
            Blobs blobs,
            MemoryBudget budget,
            Catalogue catalogue,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.revisions = revisions;
        this.quotes = quotes;
        this.measurements = measurements;
        this.files = new ModelFile(blobs);
        this.budget = budget;
        this.catalogue = catalogue;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /**
     * Measures a revision that has become ready, in all set-ups of the catalogue. What cannot be measured is left
     * to the quote, which says why.
     *
     * @throws IOException when the blob store fails
     */
    public void measureReady(StageSubject event) throws IOException {
        for (BuildSetup setup : BuildSetup.all(catalogue)) {
            try {
                ensure(event.subject(), setup);
            } catch (HubException e) {
                LOG.info(
                        "revision {} is not measured for {}: {}",
                        event.subject(),
                        setup.machine().id(),
                        e.getMessage());
            }
        }
    }

    /** Notes what was measured of the revision that the event is about. */
    public void note(StageSubject event) {
        DesignRevision revision = revisions.get(event.subject());
        List<String> measured = measurements.ofRevision(revision.id()).stream()
                .map(Measurement::machineClass)
                .toList();
        journal.noted(
                new Journal.Entry(
                        "revision",
                        revision.id(),
                        revision.organisation(),
                        revision.id(),
                        Principal.HUB,
                        "measured for " + (measured.isEmpty() ? "no kind of machine" : String.join(", ", measured))),
                revision.state());
    }

    /**
     * Measures what a quote needs and nobody has measured. The event goes on as it came.
     *
     * @throws IOException when the blob store fails
     */
    public void measureForQuote(StageSubject event) throws IOException {
        Optional<Quote> asked = unitOfWork.call(() -> quotes.find(event.subject()));
        if (asked.isPresent() && asked.get().state() == QuoteState.REQUESTED) {
            Quote quote = asked.get();
            measureFor(
                    quote.revisionId(),
                    BuildSetup.ofMaterial(
                            catalogue,
                            catalogue.material(quote.materialId()),
                            quote.wishes().orientation()));
        }
    }

    /**
     * Measures a revision in some set-ups; one that cannot be measured is passed over, and its quote says why.
     *
     * @throws IOException when the blob store fails
     */
    public void measureFor(String revisionId, List<BuildSetup> setups) throws IOException {
        for (BuildSetup setup : setups) {
            try {
                ensure(revisionId, setup);
            } catch (HubException e) {
                LOG.info(
                        "revision {} cannot be measured for {}: {}",
                        revisionId,
                        setup.machine().id(),
                        e.getMessage());
            }
        }
    }

    /** Measures unless it was done; whoever needs the same at the same time waits for it. */
    private void ensure(String revisionId, BuildSetup setup) throws IOException {
        String id = setup.measurementId(revisionId);
        if (isKept(id)) {
            return;
        }
        ReentrantLock lock = underWay.computeIfAbsent(id, key -> new ReentrantLock());
        lock.lock();
        try {
            DesignRevision revision = unitOfWork.call(() -> revisions.get(revisionId));
            if (revision.state() == RevisionState.READY
                    && setup.mayFit(catalogue, revision.geometry().size())
                    && !isKept(id)) {
                keep(measure(id, revision, setup));
            }
        } finally {
            lock.unlock();
            underWay.remove(id, lock);
        }
    }

    private boolean isKept(String id) {
        return unitOfWork.call(() -> measurements.find(id).isPresent());
    }

    private void keep(Measurement measured) {
        unitOfWork.run(() -> {
            if (measurements.find(measured.id()).isEmpty()) {
                measurements.add(measured);
            }
        });
    }

    private Measurement measure(String id, DesignRevision revision, BuildSetup setup) throws IOException {
        BlobRef solid = revision.solid();
        ModelFile.Recognised file = files.recognise(solid, "solid.stl");
        try (MemoryBudget.Share share = budget.take(Math.min(budget.bytes(), SLICING_FACTOR * file.bytesNeeded()))) {
            TriangleMesh mesh = files.read(file, null, share.bytes());
            LayerMeasuring.Measured measured = LayerMeasuring.measure(mesh, solid, setup, files);
            BuildFigures figures = measured.figures();
            return new Measurement(
                    id,
                    revision.id(),
                    revision.organisation(),
                    setup.machine().id(),
                    setup.layerHeightMm(),
                    setup.infillShare(),
                    setup.orientation(),
                    measured.content(),
                    measured.size(),
                    figures,
                    journal.now(),
                    0);
        } catch (IllegalArgumentException e) {
            HubException refusal = new HubException(
                    FailureCode.NOT_MEASURABLE,
                    revision.id() + " with " + setup.machine().id() + ": " + e.getMessage(),
                    "/revision",
                    "check the size of the part and the machine class in the catalogue");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
