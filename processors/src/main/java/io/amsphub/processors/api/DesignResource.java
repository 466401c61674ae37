package io.amsphub.processors.api;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Correction;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.CorrectionReview;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.ModelIntake;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Designs, their revisions, what was found in them and what was corrected. */
public final class DesignResource implements ApiResource {

    private final Designs designs;
    private final Revisions revisions;
    private final Blobs blobs;
    private final ModelIntake intake;
    private final CorrectionReview review;
    private final DesignProtecting protecting;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public DesignResource(
            Designs designs,
            Revisions revisions,
            Blobs blobs,
            ModelIntake intake,
            CorrectionReview review,
            DesignProtecting protecting,
            UnitOfWork unitOfWork) {
        this.designs = designs;
        this.revisions = revisions;
        this.blobs = blobs;
        this.intake = intake;
        this.review = review;
        this.protecting = protecting;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("createDesign", USERS, this::create),
                ApiOperation.of("listDesigns", READERS, r -> Views.page(designs.page(r.page()), Views::design)),
                ApiOperation.of("getDesign", READERS, r -> HttpReply.json(200, Views.design(design(r)))),
                ApiOperation.of("createRevision", USERS, this::createRevision),
                ApiOperation.of("listRevisions", READERS, this::listRevisions),
                ApiOperation.of("getRevision", READERS, r -> show(200, revision(r))),
                ApiOperation.of("getFindings", READERS, this::findings),
                ApiOperation.of("getCorrection", READERS, this::correction),
                ApiOperation.of("requestCorrection", USERS, this::wrap),
                ApiOperation.of("decideCorrection", USERS, this::decide),
                ApiOperation.streaming("getContent", READERS, this::content));
    }

    private HttpReply create(ApiRequest request) {
        Design design = intake.createDesign(request.body(NewDesign.class).name(), request.who());
        return HttpReply.json(201, Views.design(design)).with("Location", "/api/v1/designs/" + design.id());
    }

    private HttpReply createRevision(ApiRequest request) {
        Design design = design(request);
        protecting.requireGeometry(request.who(), design.id());
        DesignRevision revision =
                intake.createRevision(design, request.body(NewRevision.class).announcement(), request.who());
        return show(201, revision)
                .with("Location", "/api/v1/designs/" + revision.designId() + "/revisions/" + revision.number());
    }

    private HttpReply listRevisions(ApiRequest request) {
        Design design = design(request);
        PageRequest page = request.page();
        return Views.page(
                revisions.page(new PageRequest(null, Map.of("designId", design.id()), page.after(), page.limit())),
                Views::revision);
    }

    private HttpReply findings(ApiRequest request) {
        Detection detection = revision(request).detection();
        if (detection == null) {
            throw notYet(request, "detection has not run");
        }
        return HttpReply.json(200, detection);
    }

    private HttpReply correction(ApiRequest request) {
        Correction correction = revision(request).correction();
        if (correction == null) {
            throw notYet(request, "there is no correction");
        }
        return HttpReply.json(200, correction);
    }

    private HttpReply wrap(ApiRequest request) {
        DesignRevision revision = revision(request);
        request.requireVersion(revision.id(), revision.version());
        return show(202, review.wrap(revision, request.who()));
    }

    private HttpReply decide(ApiRequest request) {
        DesignRevision revision = revision(request);
        request.requireVersion(revision.id(), revision.version());
        Decision decision = request.body(Decision.class);
        String reason = decision.reason() == null ? decision.decision().toLowerCase(Locale.ROOT) : decision.reason();
        return show(
                200,
                decision.decision().equals("ACCEPT")
                        ? review.accept(revision, request.who(), reason)
                        : review.reject(revision, request.who(), reason));
    }

    private HttpReply content(ApiRequest request) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> {
            DesignRevision found = revision(request);
            protecting.requireGeometry(request.who(), found.designId());
            return found;
        });
        String variant = request.query("variant").orElse("solid");
        BlobRef blob =
                switch (variant) {
                    case "source" -> revision.source();
                    case "report" ->
                        revision.detection() == null
                                ? null
                                : revision.detection().report();
                    default -> revision.detection() == null ? null : revision.solid();
                };
        if (blob == null) {
            throw notYet(request, "there is no " + variant);
        }
        return HttpReply.bytes(blob.mediaType(), blobs.open(blob))
                .with("Content-Disposition", "attachment; filename=\"" + revision.id() + "." + extension(blob) + "\"")
                .with("ETag", '"' + blob.sha256() + '"');
    }

    private static String extension(BlobRef blob) {
        return switch (blob.mediaType()) {
            case "application/json" -> "json";
            case "model/stl" -> "stl";
            case "model/3mf" -> "3mf";
            default -> "bin";
        };
    }

    private Design design(ApiRequest request) {
        Design design = designs.get(request.path("designId"));
        request.requireVisible(design.id(), design.organisation());
        return design;
    }

    private DesignRevision revision(ApiRequest request) {
        DesignRevision revision = revisions.get(request.path("designId") + "." + request.path("revision"));
        request.requireVisible(revision.id(), revision.organisation());
        return revision;
    }

    private static HttpReply show(int status, DesignRevision revision) {
        return HttpReply.json(status, Views.revision(revision)).withVersion(revision.version());
    }

    private static HubException notYet(ApiRequest request, String what) {
        return new HubException(
                FailureCode.NOT_FOUND,
                what + " of revision " + request.path("revision"),
                null,
                "GET the revision to see its state");
    }

    /** The body of createDesign. */
    record NewDesign(String name) {}

    /** The body of createRevision. */
    record NewRevision(
            String fileName,
            long bytes,
            @Nullable String sha256,
            @Nullable String unit,
            @Nullable Boolean autoAccept,
            @Nullable Map<String, Object> parameters) {

        ModelIntake.Announcement announcement() {
            return new ModelIntake.Announcement(
                    fileName, bytes, sha256, unit, Boolean.TRUE.equals(autoAccept), texts());
        }

        private Map<String, String> texts() {
            Map<String, String> texts = new TreeMap<>();
            if (parameters != null) {
                parameters.forEach((name, value) -> texts.put(name, String.valueOf(value)));
            }
            return texts;
        }
    }

    /** The body of decideCorrection. */
    record Decision(String decision, @Nullable String reason) {}
}
