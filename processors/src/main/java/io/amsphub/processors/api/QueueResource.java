package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Decision;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.step.QueueDesk;
import io.amsphub.processors.step.QueueForecast;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs that wait: their order, what people change of it, and why which machine takes them or not. */
public final class QueueResource implements ApiResource {

    private static final List<String> NOT_SHOWN = List.of(
            "content", "matching", "decision", "avoid", "assignment", "progressPct", "rank", "refusals", "unfetched");

    private final Jobs jobs;
    private final JobReach reach;
    private final QueueDesk desk;

    /** The resource over its store and step. */
    public QueueResource(Jobs jobs, JobReach reach, QueueDesk desk) {
        this.reach = reach;
        this.jobs = jobs;
        this.desk = desk;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("getQueue", FLOOR_READERS, this::queue),
                ApiOperation.of("getJobMatching", FLOOR_READERS, this::matching),
                ApiOperation.of("changeJob", FLOOR, this::change),
                ApiOperation.of("holdJob", FLOOR, this::hold),
                ApiOperation.of("placeJob", FLOOR, this::place),
                ApiOperation.of("moveJob", FLOOR, this::move),
                ApiOperation.of("cancelJob", FLOOR, this::cancel));
    }

    private HttpReply queue(ApiRequest request) {
        String centre = request.path("amCentre");
        request.requireFloor("queue of " + centre, centre);
        QueueDesk.Queue queue = desk.queue(centre, request.query("group").orElse(null));
        ObjectNode body = Json.mapper().createObjectNode().put("amCentre", centre);
        ArrayNode waiting = body.putArray("waiting");
        queue.waiting().forEach(line -> waiting.add(line(line)));
        ArrayNode held = body.putArray("held");
        queue.held().forEach(job -> held.add(job(job)));
        return HttpReply.json(200, body);
    }

    private static ObjectNode line(QueueForecast.Line line) {
        ObjectNode view = job(line.job()).put("place", line.place());
        if (line.expectedStart() != null) {
            view.put("expectedStart", line.expectedStart().toString());
            view.put("expectedMachine", line.expectedMachine());
        }
        return view;
    }

    private static ObjectNode job(Job job) {
        return Views.job(job).remove(NOT_SHOWN);
    }

    private HttpReply matching(ApiRequest request) {
        Job job = job(request);
        ObjectNode body = Json.mapper().createObjectNode().put("job", job.id());
        body.put("state", job.state().name());
        QueueDesk.Verdicts verdicts =
                desk.verdicts(job, request.query("machine").orElse(null));
        body.set("now", Json.tree(verdicts.shown()));
        body.set("machines", Json.tree(verdicts.counts()));
        Decision decided = job.decision();
        if (decided != null) {
            body.set("decided", Json.tree(decided));
        }
        return HttpReply.json(200, body);
    }

    private HttpReply change(ApiRequest request) {
        Job job = expected(request);
        Change wanted = request.body(Change.class);
        return show(desk.prioritise(job, wanted.priority(), request.who(), wanted.reason()));
    }

    private HttpReply hold(ApiRequest request) {
        return show(desk.hold(
                expected(request),
                request.who(),
                request.body(OrderResource.Reason.class).reason()));
    }

    private HttpReply place(ApiRequest request) {
        Job job = expected(request);
        Place wanted = request.body(Place.class);
        if (wanted.before() != null && wanted.after() == null) {
            return show(desk.placeAhead(job, job(request, wanted.before()), request.who()));
        }
        if (wanted.after() != null && wanted.before() == null) {
            return show(desk.placeBehind(job, job(request, wanted.after()), request.who()));
        }
        throw new HubException(
                FailureCode.CONTRACT_VIOLATED, "a place is before a job or after one", "/", "say one of the two");
    }

    private HttpReply move(ApiRequest request) {
        Job job = expected(request);
        Move wanted = request.body(Move.class);
        if (wanted.amCentre() != null) {
            request.requireFloor("centre " + wanted.amCentre(), wanted.amCentre());
        }
        if (wanted.group() != null && wanted.machine() != null) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED, "a target is a group or a machine", "/", "say one of the two");
        }
        reach.requireTarget(request.who(), job, wanted.amCentre(), wanted.group(), wanted.machine());
        return show(desk.move(
                job,
                new QueueDesk.Destination(wanted.amCentre(), wanted.group(), wanted.machine()),
                request.who(),
                wanted.reason()));
    }

    private HttpReply cancel(ApiRequest request) {
        return show(desk.cancel(
                expected(request),
                request.who(),
                request.body(OrderResource.Reason.class).reason()));
    }

    private Job expected(ApiRequest request) {
        Job job = job(request);
        reach.require(request.who(), job);
        request.requireVersion(job.id(), job.version());
        return job;
    }

    private Job job(ApiRequest request) {
        return job(request, request.path("jobId"));
    }

    private Job job(ApiRequest request, String id) {
        Job job = jobs.get(id);
        request.requireFloor(job.id(), job.amCentre());
        return job;
    }

    private static HttpReply show(Job job) {
        return HttpReply.json(200, Views.job(job)).withVersion(job.version());
    }

    /** The body of changeJob. */
    record Change(int priority, @Nullable String reason) {}

    /** The body of placeJob. */
    record Place(@Nullable String before, @Nullable String after) {}

    /** The body of moveJob. */
    record Move(
            @Nullable String amCentre,
            @Nullable String group,
            @Nullable String machine,
            String reason) {}
}
