package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.Nesting;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Builds;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.BuildDesk;
import io.amsphub.processors.step.BuildPlanning;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Builds: several parts that are made at once. */
public final class BuildResource implements ApiResource {

    private final Builds builds;
    private final Jobs jobs;
    private final JobReach reach;
    private final BuildDesk desk;
    private final BuildPlanning planning;
    private final Blobs blobs;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public BuildResource(
            Builds builds,
            Jobs jobs,
            JobReach reach,
            BuildDesk desk,
            BuildPlanning planning,
            Blobs blobs,
            UnitOfWork unitOfWork) {
        this.builds = builds;
        this.jobs = jobs;
        this.reach = reach;
        this.desk = desk;
        this.planning = planning;
        this.blobs = blobs;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of(
                        "listBuilds",
                        FLOOR_READERS,
                        r -> Views.page(builds.page(r.floorPage("amCentre", "state")), this::view)),
                ApiOperation.of("proposeBuild", FLOOR, this::propose),
                ApiOperation.of("getBuild", FLOOR_READERS, r -> show(200, build(r))),
                ApiOperation.of("acceptBuild", FLOOR, this::accept),
                ApiOperation.of("dissolveBuild", FLOOR, this::dissolve),
                ApiOperation.streaming("getBuildPicture", FLOOR_READERS, r -> bytes(r, Nesting::picture)),
                ApiOperation.streaming("getBuildContent", FLOOR_READERS, r -> bytes(r, Nesting::content)));
    }

    private HttpReply propose(ApiRequest request) {
        BuildPlanning.Wish wish = request.body(BuildPlanning.Wish.class);
        request.requireFloor("centre " + wish.amCentre(), wish.amCentre());
        reach.requireMachine(request.who(), "the build", wish.amCentre(), wish.machine());
        return show(202, planning.propose(wish, request.who()));
    }

    private HttpReply accept(ApiRequest request) {
        Build build = changed(request);
        return show(200, desk.accept(build, request.who()));
    }

    private HttpReply dissolve(ApiRequest request) {
        Build build = changed(request);
        return show(
                200,
                desk.dissolve(
                        build,
                        request.who(),
                        request.body(OrderResource.Reason.class).reason()));
    }

    /** The build that is to be changed, by somebody who works with its machine. */
    private Build changed(ApiRequest request) {
        Build build = build(request);
        request.requireVersion(build.id(), build.version());
        reach.requireMachine(
                request.who(), build.id(), build.plan().amCentre(), build.plan().machine());
        return build;
    }

    private HttpReply bytes(ApiRequest request, Function<Nesting, BlobRef> which) throws IOException {
        Build build = unitOfWork.call(() -> build(request));
        Nesting nesting = build.nesting();
        if (nesting == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND,
                    "build " + build.id() + " is " + build.state() + " and has no places",
                    null,
                    "wait until it is PROPOSED");
        }
        BlobRef blob = which.apply(nesting);
        return HttpReply.bytes(blob.mediaType(), blobs.open(blob)).with("ETag", '"' + blob.sha256() + '"');
    }

    private Build build(ApiRequest request) {
        Build build = builds.get(request.path("buildId"));
        request.requireFloor(build.id(), build.organisation());
        return build;
    }

    private HttpReply show(int status, Build build) {
        return HttpReply.json(status, view(build)).withVersion(build.version());
    }

    /** The build, with how its job stands once it has one. */
    private ObjectNode view(Build build) {
        ObjectNode view = Views.plainly(build);
        jobs.find(build.jobId()).ifPresent(job -> {
            ObjectNode how = view.putObject("job")
                    .put("id", job.id())
                    .put("state", job.state().name())
                    .put("progressPct", job.progressPct());
            if (job.device() != null) {
                how.put("device", job.device());
            }
        });
        return view;
    }
}
