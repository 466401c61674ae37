package io.amsphub.processors.api;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.licence.CopyLabel;
import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.licence.LicenceBook;
import io.amsphub.processors.licence.LicensedPrint;
import io.amsphub.processors.licence.ModelAccess;
import io.amsphub.processors.port.DesignLicences;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.LicensedPrints;
import io.amsphub.processors.port.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Licences of designs. The owner sets them: who made the design, or a designer of its organisation. An operator runs
 * the platform and owns no design, so it reads them only.
 */
public final class LicenceResource implements ApiResource {

    private final Designs designs;
    private final DesignLicences licences;
    private final LicensedPrints prints;
    private final Jobs jobs;
    private final LicenceBook book;

    /** The resource over its stores and steps. */
    public LicenceResource(
            Designs designs, DesignLicences licences, LicensedPrints prints, Jobs jobs, LicenceBook book) {
        this.designs = designs;
        this.licences = licences;
        this.prints = prints;
        this.jobs = jobs;
        this.book = book;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("getLicence", READERS, r -> show(licence(design(r)))),
                ApiOperation.of("setLicence", USERS, this::set),
                ApiOperation.of("listLicensedPrints", READERS, this::list),
                ApiOperation.of("giveBackPrint", USERS, this::giveBack));
    }

    private HttpReply set(ApiRequest request) {
        Design design = owned(request);
        licences.find(design.id()).ifPresent(old -> request.requireVersion(old.id(), old.version()));
        DesignLicence.Terms terms = request.body(Terms.class).terms();
        CopyLabel.require(terms);
        return show(book.set(design.id(), design.organisation(), terms, request.who()));
    }

    private HttpReply list(ApiRequest request) {
        PageRequest page = request.page("state");
        Map<String, String> filters = new TreeMap<>(page.filters());
        filters.put("designId", licence(design(request)).id());
        return Views.page(prints.page(new PageRequest(null, filters, page.after(), page.limit())), Views::plainly);
    }

    private HttpReply giveBack(ApiRequest request) {
        Design design = owned(request);
        LicensedPrint print = prints.find(request.path("jobId"))
                .filter(p -> p.designId().equals(design.id()))
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "job " + request.path("jobId") + " is no print under this licence",
                        null,
                        "GET /designs/" + design.id() + "/licence/prints lists them"));
        String reason = request.body(OrderResource.Reason.class).reason();
        return HttpReply.json(200, Views.plainly(book.giveBack(print, jobs.get(print.id()), request.who(), reason)));
    }

    private DesignLicence licence(Design design) {
        return licences.find(design.id())
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "design " + design.id() + " has no licence: it may be printed without limit",
                        null,
                        "its owner sets one with PUT /designs/" + design.id() + "/licence"));
    }

    private Design design(ApiRequest request) {
        Design design = designs.get(request.path("designId"));
        request.requireVisible(design.id(), design.organisation());
        return design;
    }

    /** Returns whether somebody made a design, or is a designer of the organisation that owns it. */
    static boolean owns(Principal who, Design design) {
        return ModelAccess.owns(who, design);
    }

    private Design owned(ApiRequest request) {
        Design design = design(request);
        if (!owns(request.who(), design)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    request.who().name() + " does not own design " + design.id(),
                    null,
                    "its licence is set by " + design.createdBy() + " or a designer of " + design.organisation());
        }
        return design;
    }

    private static HttpReply show(DesignLicence licence) {
        Map<String, Object> view = new TreeMap<>();
        view.put("design", licence.id());
        view.put("owner", licence.organisation());
        view.put("amCentres", licence.terms().amCentres());
        view.put("machines", licence.terms().machines());
        view.put("used", licence.used());
        view.put("setBy", licence.setBy());
        view.put("setAt", licence.setAt());
        put(view, "prints", licence.terms().prints());
        put(view, "left", licence.left());
        put(view, "validUntil", licence.terms().validUntil());
        put(view, "holder", licence.terms().holder());
        view.put("mark", licence.terms().mark());
        put(view, "label", licence.terms().label());
        view.put("encrypted", licence.terms().encrypted());
        view.put("offeredTo", licence.terms().offeredTo());
        return HttpReply.json(200, view).withVersion(licence.version());
    }

    private static void put(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value);
        }
    }

    /** The body of setLicence. */
    record Terms(
            @Nullable Integer prints,
            @Nullable List<String> amCentres,
            @Nullable List<String> machines,
            @Nullable Instant validUntil,
            @Nullable String holder,
            DesignLicence.@Nullable Mark mark,
            @Nullable String label,
            @Nullable Boolean encrypted,
            @Nullable List<String> offeredTo) {

        DesignLicence.Terms terms() {
            return new DesignLicence.Terms(
                    prints,
                    Objects.requireNonNullElse(amCentres, List.of()),
                    Objects.requireNonNullElse(machines, List.of()),
                    validUntil,
                    holder,
                    Objects.requireNonNullElse(mark, DesignLicence.Mark.NONE),
                    label,
                    Boolean.TRUE.equals(encrypted),
                    Objects.requireNonNullElse(offeredTo, List.of()));
        }
    }
}
