package io.amsphub.processors.octoprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.api.AccessRecord;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.HttpCall;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.SlicedFiles;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicedFile;
import io.amsphub.processors.step.FloorDesk;
import io.amsphub.processors.step.SlicedFileDesk;
import io.amsphub.processors.step.SlicedFileIntake;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What PrusaSlicer, SuperSlicer, OrcaSlicer and Cura ask an OctoPrint for, answered by the hub: its queue takes
 * the place of the printer. Under {@code /octoprint/api} a file goes to the machines that are given to the key
 * of the slicer, under {@code /octoprint/<centre>/<group>/api} to a group, under {@code
 * /octoprint/<centre>/machines/<machine>/api} to one machine.
 *
 * <p>OctoPrint's interface as measured on 2.1.0.dev; errors are problems (RFC 9457) like all of the hub.
 */
public final class OctoPrintApi {

    private static final Set<Role> SENDERS = Set.of(Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.OPERATOR);
    private static final String HEADING = "production";
    private static final Pattern PATH =
            Pattern.compile("(?:/octoprint)?(?:/([\\w-]{1,64})/(machines/)?([\\w-]{1,64}))?/api/(.+?)/?");
    private static final String FILES = "files/local/";
    private static final int MAX_COMMAND = 64 << 10;
    private static final int FILES_SHOWN = 500;
    private static final int TRIES = 3;

    /** What it is called in the audit. */
    private static final String OPERATION = "octoprint";

    private final Authentication authentication;
    private final AccessRecord access;
    private final SlicerMachines machines;
    private final SlicedFiles files;
    private final SlicedFileIntake intake;
    private final SlicedFileDesk desk;
    private final FloorDesk floor;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final String version;

    /**
     * An interface over the hub's own steps.
     *
     * @param version of the hub
     */
    public OctoPrintApi(
            Authentication authentication,
            AccessRecord access,
            SlicerMachines machines,
            SlicedFiles files,
            SlicedFileIntake intake,
            SlicedFileDesk desk,
            FloorDesk floor,
            UnitOfWork unitOfWork,
            Clock clock,
            String version) {
        this.authentication = authentication;
        this.access = access;
        this.machines = machines;
        this.files = files;
        this.intake = intake;
        this.desk = desk;
        this.floor = floor;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.version = version;
    }

    /** A request whose sender and machines are known. */
    private record Request(HttpCall call, Principal who, PrintTarget target, String base) {}

    /**
     * Answers a request.
     *
     * @throws HubException when it is refused
     * @throws IOException when the body cannot be read
     */
    public HttpReply answer(HttpCall call) throws IOException {
        Principal who = Principal.UNKNOWN;
        try {
            who = authentication.authenticateSlicer(call);
            return answer(call, who);
        } catch (HubException e) {
            access.refused(OPERATION, call, who, e);
            throw e;
        }
    }

    private HttpReply answer(HttpCall call, Principal who) throws IOException {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            throw unknown(call);
        }
        Access.require(who, "print", SENDERS, HEADING, call.method().equals("GET"));
        PrintTarget named = path.group(3) == null ? null : target(path);
        PrintTarget target = unitOfWork.call(() -> machines.target(named, who));
        String what = path.group(4);
        String base = (named == null ? "/api/" : call.path().substring(0, path.start(4))) + FILES;
        Request request = new Request(call, who, target, base);
        return switch (call.method()) {
            case "GET" -> get(request, what);
            case "POST" -> post(request, what);
            case "DELETE" -> delete(request, what);
            default ->
                throw new HubException(
                        FailureCode.METHOD_NOT_ALLOWED, call.method() + " is not answered here", null, "see /docs");
        };
    }

    private static PrintTarget target(Matcher path) {
        return path.group(2) == null
                ? PrintTarget.group(path.group(1), path.group(3))
                : PrintTarget.machine(path.group(1), path.group(3));
    }

    private HttpReply get(Request request, String what) {
        if (what.startsWith(FILES)) {
            return unitOfWork.call(() -> ok(OctoPrintViews.file(file(request, what), request.base())));
        }
        return switch (what) {
            case "version" -> ok(OctoPrintViews.version(version));
            case "server" -> ok(OctoPrintViews.server());
            case "settings" -> ok(OctoPrintViews.settings(request.target().inWords()));
            case "currentuser" -> ok(OctoPrintViews.user(request.who()));
            case "connection" -> ok(OctoPrintViews.connection());
            case "printerprofiles" ->
                ok(unitOfWork.call(
                        () -> OctoPrintViews.profiles(request.target().inWords(), machines.volume(request.target()))));
            case "printer" -> unitOfWork.call(() -> ok(OctoPrintViews.printer(job(last(request)))));
            case "job" ->
                unitOfWork.call(() -> {
                    SlicedFile last = last(request);
                    return ok(OctoPrintViews.job(last, job(last), clock.instant()));
                });
            case "files", "files/local" ->
                unitOfWork.call(() -> ok(
                        OctoPrintViews.files(files.kept(request.who().organisation(), FILES_SHOWN), request.base())));
            default -> throw unknown(request.call());
        };
    }

    private HttpReply post(Request request, String what) throws IOException {
        if (what.startsWith(FILES)) {
            return select(request, what);
        }
        return switch (what) {
            case "login" -> ok(OctoPrintViews.user(request.who()));
            case "files/local" -> upload(request);
            case "job" -> command(request);
            default -> throw unknown(request.call());
        };
    }

    private HttpReply delete(Request request, String what) {
        if (!what.startsWith(FILES)) {
            throw unknown(request.call());
        }
        return tried(() -> {
            desk.remove(file(request, what), request.who(), "removed from the slicer");
            return HttpReply.empty(204);
        });
    }

    private HttpReply upload(Request request) throws IOException {
        SlicerUpload upload =
                SlicerUpload.read(request.call(), intake, request.who().organisation());
        SlicedFile kept = tried(() -> {
            SlicedFile file = desk.keep(upload.file(), request.target(), request.who());
            return upload.print() ? desk.print(file, SlicedFileDesk.Wish.ONE, request.who()) : file;
        });
        return HttpReply.json(201, OctoPrintViews.uploaded(kept, request.base(), upload.select(), upload.print()))
                .with("Location", OctoPrintViews.address(kept.path(), request.base()));
    }

    private HttpReply select(Request request, String what) throws IOException {
        JsonNode command = json(request.call());
        if (!command.path("command").asText().equals("select")) {
            throw unknownCommand(command);
        }
        return tried(() -> {
            SlicedFile file = file(request, what);
            if (command.path("print").asBoolean()) {
                desk.print(file, SlicedFileDesk.Wish.ONE, request.who());
            }
            return HttpReply.empty(204);
        });
    }

    private HttpReply command(Request request) throws IOException {
        JsonNode command = json(request.call());
        return tried(() -> {
            SlicedFile last = last(request);
            Job job = job(last);
            if (last == null || job == null || !job.state().live()) {
                throw new HubException(
                        FailureCode.NOT_PRINTING, "nothing of yours is being printed", null, "send a file first");
            }
            switch (command.path("command").asText()) {
                case "cancel" -> desk.cancel(last, request.who(), "cancelled from the slicer");
                case "pause" -> floor.control(job, pauseOrResume(command, job), request.who());
                default -> throw unknownCommand(command);
            }
            return HttpReply.empty(204);
        });
    }

    private static DeviceCommand.Verb pauseOrResume(JsonNode command, Job job) {
        return switch (command.path("action").asText("toggle")) {
            case "pause" -> DeviceCommand.Verb.PAUSE;
            case "resume" -> DeviceCommand.Verb.RESUME;
            default -> job.state() == JobState.PAUSED ? DeviceCommand.Verb.RESUME : DeviceCommand.Verb.PAUSE;
        };
    }

    private @Nullable SlicedFile last(Request request) {
        return files.lastPrinted(request.who().organisation()).orElse(null);
    }

    private @Nullable Job job(@Nullable SlicedFile file) {
        return file == null ? null : desk.lastJob(file);
    }

    private SlicedFile file(Request request, String what) {
        String path = what.substring(FILES.length());
        return files.atPath(request.who().organisation(), path)
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND, "there is no file " + path, null, "GET /api/files lists them"));
    }

    /** Does the work in one unit; does it again when somebody else was faster. */
    private <T> T tried(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return unitOfWork.call(work);
            } catch (HubException e) {
                if (e.failureCode() != FailureCode.CONCURRENT_CHANGE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static JsonNode json(HttpCall call) throws IOException {
        try (InputStream body = call.body()) {
            JsonNode json = Json.mapper().readTree(body.readNBytes(MAX_COMMAND));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        }
        throw malformed("the body is no JSON object");
    }

    private static HubException malformed(String what) {
        return new HubException(FailureCode.MALFORMED_REQUEST, what, null, "send a command as OctoPrint takes it");
    }

    private static HubException unknownCommand(JsonNode command) {
        return malformed("the command '" + command.path("command").asText() + "' is not one that the hub takes here");
    }

    private static HubException unknown(HttpCall call) {
        return new HubException(
                FailureCode.NOT_FOUND,
                "the hub does not answer " + call.path() + " as an OctoPrint would",
                null,
                "it takes files from slicers and no more; see docs/slicers.md");
    }

    private static HttpReply ok(Object view) {
        return HttpReply.json(200, view);
    }
}
