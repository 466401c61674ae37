package io.amsphub.processors.step;

import io.amsphub.mesh.mark.MarkCode;
import io.amsphub.mesh.mark.MarkFinding;
import io.amsphub.mesh.mark.MarkKey;
import io.amsphub.mesh.mark.MarkSearch;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.licence.HandedCopy;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.HandedCopies;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says whose copy a found model is, by the mark in it. The found model is a revision that somebody uploaded; it is read as
 * it came. Must not be called in a unit of work.
 */
public final class MarkTracing {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 500;

    private final Revisions revisions;
    private final HandedCopies copies;
    private final ModelFile files;
    private final MemoryBudget memory;
    private final MarkKey secret;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** A tracing over its stores; the secret is that of all marks of the hub. */
    public MarkTracing(
            Revisions revisions,
            HandedCopies copies,
            Blobs blobs,
            MemoryBudget memory,
            MarkKey secret,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.revisions = revisions;
        this.copies = copies;
        this.files = new ModelFile(blobs);
        this.memory = memory;
        this.secret = secret;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /**
     * What was traced.
     *
     * @param copy whose it is
     * @param finding what the model says
     */
    public record Traced(HandedCopy copy, MarkFinding finding) {}

    /**
     * Looks for the mark of a copy of a design.
     *
     * @param found the revision that was uploaded of what was found
     * @return empty when it carries no mark of a copy of the design that can be read beyond doubt
     */
    public Optional<Traced> trace(Design design, DesignRevision found, Principal who) throws IOException {
        Map<String, List<HandedCopy>> byRevision = unitOfWork.call(() -> marked(design));
        Traced traced = null;
        for (Map.Entry<String, List<HandedCopy>> entry : byRevision.entrySet()) {
            traced = compared(entry.getKey(), found, entry.getValue());
            if (traced != null) {
                break;
            }
        }
        String why = traced == null
                ? "no mark found in " + found.id()
                : found.id() + " is the copy of line " + traced.copy().id() + " for "
                        + traced.copy().amCentre();
        unitOfWork.run(() -> journal.noted(
                new Journal.Entry("copy", design.id(), design.organisation(), design.id(), who, why),
                HandedCopy.State.MADE));
        return Optional.ofNullable(traced);
    }

    private Map<String, List<HandedCopy>> marked(Design design) {
        Map<String, List<HandedCopy>> byRevision = new TreeMap<>();
        String after = null;
        do {
            Page<HandedCopy> page = copies.page(new PageRequest(null, Map.of("designId", design.id()), after, PAGE));
            for (HandedCopy copy : page.items()) {
                // a line keeps its code: an earlier copy may have been marked otherwise than the last
                if (copy.code() != null) {
                    byRevision
                            .computeIfAbsent(copy.revisionId(), r -> new ArrayList<>())
                            .add(copy);
                }
            }
            after = page.next();
        } while (after != null);
        return byRevision;
    }

    private @Nullable Traced compared(String originalId, DesignRevision found, List<HandedCopy> handed)
            throws IOException {
        DesignRevision original = unitOfWork.call(() -> revisions.get(originalId));
        BlobRef model = found.mesh();
        if (model == null) {
            throw new HubException(
                    FailureCode.MODEL_NOT_READY,
                    "revision " + found.id() + " has no model yet",
                    "/revision",
                    "wait until it was uploaded and examined");
        }
        ModelFile.Recognised first = files.recognise(original.solid(), "solid.stl");
        ModelFile.Recognised second = files.recognise(model, found.meshName());
        try (MemoryBudget.Share share = memory.take(2 * (first.bytesNeeded() + second.bytesNeeded()), PATIENCE)) {
            TriangleMesh mine = files.read(first, null, share.bytes());
            TriangleMesh theirs = files.read(second, found.meshUnit(), share.bytes());
            List<MarkCode> codes = handed.stream()
                    .map(copy -> new MarkCode(String.valueOf(copy.code())))
                    .toList();
            return new MarkSearch(mine, secret)
                    .find(theirs, codes)
                    .flatMap(finding -> handed.stream()
                            .filter(copy -> finding.code().text().equals(copy.code()))
                            .findFirst()
                            .map(copy -> new Traced(copy, finding)))
                    .orElse(null);
        }
    }
}
