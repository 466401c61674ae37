package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.SlicedFiles;
import io.amsphub.processors.port.SlicerTargets;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicedFile;
import io.amsphub.processors.sliced.SlicerTarget;
import io.amsphub.processors.step.SlicedFileDesk;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files that slicers sent, their prints, and the machines that are given to the keys of slicers. */
public final class SlicedFileResource implements ApiResource {

    private final SlicedFiles files;
    private final SlicerTargets targets;
    private final SlicedFileDesk desk;
    private final JobReach reach;
    private final Blobs blobs;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public SlicedFileResource(
            SlicedFiles files,
            SlicerTargets targets,
            SlicedFileDesk desk,
            JobReach reach,
            Blobs blobs,
            UnitOfWork unitOfWork) {
        this.files = files;
        this.targets = targets;
        this.desk = desk;
        this.reach = reach;
        this.blobs = blobs;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of(
                        "listSlicedFiles", READERS, r -> Views.page(files.page(r.page("state", "path")), this::view)),
                ApiOperation.of("getSlicedFile", READERS, r -> show(200, file(r))),
                ApiOperation.streaming("getSlicedFileThumbnail", READERS, this::thumbnail),
                ApiOperation.streaming("getSlicedFileContent", READERS, r -> bytes(read(r).content())),
                ApiOperation.of("printSlicedFile", SENDERS, this::print),
                ApiOperation.of("cancelSlicedPrint", SENDERS, this::cancel),
                ApiOperation.of("removeSlicedFile", SENDERS, this::remove),
                ApiOperation.of(
                        "listSlicerTargets",
                        OPERATION_READERS,
                        r -> Views.page(targets.page(r.page()), Views::plainly)),
                ApiOperation.of("giveSlicerTarget", OPERATORS, this::give),
                ApiOperation.of("takeSlicerTarget", OPERATORS, this::take));
    }

    private HttpReply thumbnail(ApiRequest request) throws IOException {
        SlicedFile file = read(request);
        BlobRef thumbnail = file.thumbnail();
        if (thumbnail == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND,
                    "the slicer put no picture into " + file.path(),
                    null,
                    "switch thumbnails on in the settings of the printer");
        }
        return bytes(thumbnail);
    }

    private SlicedFile read(ApiRequest request) {
        return unitOfWork.call(() -> file(request));
    }

    private HttpReply bytes(BlobRef blob) throws IOException {
        return HttpReply.bytes(blob.mediaType(), blobs.open(blob)).with("ETag", '"' + blob.sha256() + '"');
    }

    private HttpReply print(ApiRequest request) {
        SlicedFile file = file(request);
        reach.requirePlace(request.who(), file.target());
        return show(201, desk.print(file, request.body(Print.class).wish(), request.who()));
    }

    private HttpReply cancel(ApiRequest request) {
        SlicedFile file = file(request);
        desk.cancel(
                file, request.who(), request.body(OrderResource.Reason.class).reason());
        return show(202, files.get(file.id()));
    }

    private HttpReply remove(ApiRequest request) {
        SlicedFile file = file(request);
        request.requireVersion(file.id(), file.version());
        desk.remove(file, request.who(), "removed by its owner");
        return HttpReply.empty(204);
    }

    private HttpReply give(ApiRequest request) {
        String name = request.path("name");
        Target wanted = request.body(Target.class);
        if ((wanted.group() == null) == (wanted.machine() == null)) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED, "a target is a group or a machine", "/", "say one of the two");
        }
        PrintTarget target = new PrintTarget(wanted.amCentre(), wanted.group(), wanted.machine(), wanted.feedstock());
        Optional<SlicerTarget> before = targets.find(name);
        SlicerTarget given = before.isPresent()
                ? targets.update(new SlicerTarget(
                        name, before.get().organisation(), target, before.get().version()))
                : targets.add(new SlicerTarget(name, request.who().organisation(), target, 0));
        return HttpReply.json(200, Views.plainly(given));
    }

    private HttpReply take(ApiRequest request) {
        targets.remove(request.path("name"));
        return HttpReply.empty(204);
    }

    private SlicedFile file(ApiRequest request) {
        SlicedFile file = files.get(request.path("fileId"));
        request.requireVisible(file.id(), file.organisation());
        return file;
    }

    private HttpReply show(int status, SlicedFile file) {
        return HttpReply.json(status, view(file)).withVersion(file.version());
    }

    /** The file, with the job of its last print as far as everybody may see it. */
    private ObjectNode view(SlicedFile file) {
        ObjectNode view = Views.plainly(file);
        Job job = desk.lastJob(file);
        if (job != null) {
            ObjectNode last = view.putObject("lastJob")
                    .put("id", job.id())
                    .put("state", job.state().name());
            last.put("progressPct", job.progressPct())
                    .put("reason", job.reason())
                    .put("device", job.device());
            last.set("matching", Json.tree(job.matching()));
        }
        return view;
    }

    /** The body of printSlicedFile. */
    record Print(
            @Nullable Integer priority,
            @Nullable Integer copies,
            @Nullable Requirements requirements) {

        SlicedFileDesk.Wish wish() {
            return new SlicedFileDesk.Wish(
                    Objects.requireNonNullElse(priority, 0),
                    Objects.requireNonNullElse(copies, 1),
                    Objects.requireNonNullElse(requirements, Requirements.NONE));
        }
    }

    /** The body of giveSlicerTarget. */
    record Target(
            String amCentre,
            @Nullable String group,
            @Nullable String machine,
            @Nullable String feedstock) {}
}
