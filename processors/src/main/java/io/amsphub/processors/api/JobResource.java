package io.amsphub.processors.api;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.step.FloorDesk;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Jobs, and the file that a machine fetches for its job. */
public final class JobResource implements ApiResource {

    private final Jobs jobs;
    private final JobReach reach;
    private final Blobs blobs;
    private final FloorDesk desk;
    private final UnitOfWork unitOfWork;
    private final AccessRecord access;

    /** The resource over its stores and steps. */
    public JobResource(
            Jobs jobs, JobReach reach, Blobs blobs, FloorDesk desk, UnitOfWork unitOfWork, AccessRecord access) {
        this.reach = reach;
        this.access = access;
        this.jobs = jobs;
        this.blobs = blobs;
        this.desk = desk;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of(
                        "listJobs",
                        FLOOR_READERS,
                        r -> Views.page(jobs.page(r.floorPage("orderId", "serial", "state", "amCentre")), Views::job)),
                ApiOperation.of("getJob", FLOOR_READERS, r -> show(200, job(r))),
                ApiOperation.ownCredential("getJobFile", this::file),
                ApiOperation.of("controlJob", FLOOR, this::control),
                ApiOperation.of("releaseJob", FLOOR, this::release),
                ApiOperation.of("declareJobLost", FLOOR, this::declareLost));
    }

    /**
     * Opens the file of a job for the machine that has it. Not for people: the token that came with the
     * print command is the credential, and it is good while the machine has the job.
     *
     * @throws HubException when the token is not that of the job
     */
    private HttpReply file(ApiRequest request) throws IOException {
        String jobId = request.path("jobId");
        String token = request.call()
                .header("Authorization")
                .filter(h -> h.startsWith("Bearer "))
                .map(h -> h.substring("Bearer ".length()).trim())
                .orElse("");
        Job job = unitOfWork.call(() -> jobs.find(jobId).orElse(null));
        Job.Assignment assignment = job == null ? null : job.assignment();
        if (job == null
                || assignment == null
                || !job.state().onMachine()
                || !Secrets.matches(token, assignment.fileToken())) {
            throw new HubException(
                    FailureCode.UNAUTHENTICATED,
                    "the token is not that of a job on a machine",
                    "Authorization",
                    "use the authorization that came with the print command");
        }
        Principal machine = new Principal(assignment.device(), job.amCentre(), Set.of(Role.DEVICE));
        access.given("getJobFile", new ApiRequest(request.call(), machine, request.path(), null));
        return HttpReply.bytes(job.content().mediaType(), blobs.open(job.content()))
                .with("ETag", '"' + job.content().sha256() + '"');
    }

    private HttpReply control(ApiRequest request) {
        Job job = job(request);
        reach.require(request.who(), job);
        request.requireVersion(job.id(), job.version());
        return show(202, desk.control(job, request.body(Control.class).verb(), request.who()));
    }

    private HttpReply release(ApiRequest request) {
        Job job = job(request);
        reach.require(request.who(), job);
        request.requireVersion(job.id(), job.version());
        return show(
                200,
                desk.release(
                        job,
                        request.who(),
                        request.body(OrderResource.Reason.class).reason()));
    }

    private HttpReply declareLost(ApiRequest request) {
        Job job = job(request);
        reach.require(request.who(), job);
        request.requireVersion(job.id(), job.version());
        return show(
                200,
                desk.declareLost(
                        job,
                        request.who(),
                        request.body(OrderResource.Reason.class).reason()));
    }

    private Job job(ApiRequest request) {
        Job job = jobs.get(request.path("jobId"));
        request.requireFloor(job.id(), job.amCentre());
        return job;
    }

    private static HttpReply show(int status, Job job) {
        return HttpReply.json(status, Views.job(job)).withVersion(job.version());
    }

    /** The body of controlJob. */
    record Control(DeviceCommand.Verb verb) {}
}
