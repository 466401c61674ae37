package io.amsphub.processors.api;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.licence.Classification;
import io.amsphub.processors.licence.DesignProtection;
import io.amsphub.processors.licence.ModelAccess;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.step.DesignProtecting;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How designs are protected: who has pictures and geometry of them, and when their content is deleted. */
public final class ProtectionResource implements ApiResource {

    private final Designs designs;
    private final DesignProtecting protecting;
    private final Clock clock;

    /** The resource over its store and step. */
    public ProtectionResource(Designs designs, DesignProtecting protecting, Clock clock) {
        this.designs = designs;
        this.protecting = protecting;
        this.clock = clock;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("getProtection", READERS, r -> show(protecting.of(design(r)))),
                ApiOperation.of("setProtection", USERS, this::set));
    }

    private HttpReply set(ApiRequest request) {
        Design design = design(request);
        DesignProtection before = protecting.of(design);
        if (!ModelAccess.protects(request.who(), design, before)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    request.who().name() + " may not protect design " + design.id() + ", which is "
                            + before.classification(),
                    null,
                    "it is done by " + design.createdBy()
                            + (before.classification() == Classification.RESTRICTED
                                    ? ""
                                    : " or a designer of " + design.organisation()));
        }
        request.requireVersion(before.id(), before.version());
        Terms terms = request.body(Terms.class);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (terms.deleteOn() != null && !terms.deleteOn().isAfter(now)) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "the day of deletion, " + terms.deleteOn() + ", is over",
                    "/deleteOn",
                    "say a time in the future, or DELETE /designs/" + design.id() + "/content now");
        }
        List<String> readers = Objects.requireNonNullElse(terms.readers(), List.of());
        return show(protecting.set(
                before.as(
                        terms.classification(),
                        readers,
                        terms.deleteOn(),
                        request.who().name(),
                        now),
                request.who()));
    }

    private Design design(ApiRequest request) {
        Design design = designs.get(request.path("designId"));
        request.requireVisible(design.id(), design.organisation());
        return design;
    }

    private static HttpReply show(DesignProtection protection) {
        return HttpReply.json(200, Views.plainly(protection)).withVersion(protection.version());
    }

    /** The body of setProtection. */
    record Terms(
            Classification classification,
            @Nullable List<String> readers,
            @Nullable Instant deleteOn) {}
}
