package io.amsphub.processors.step;

import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.ThreeMfBuildWriter;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.nest.BoxNesting;
import io.amsphub.mesh.nest.Footprint;
import io.amsphub.mesh.nest.FootprintNesting;
import io.amsphub.mesh.nest.Nest;
import io.amsphub.mesh.nest.NestRule;
import io.amsphub.mesh.nest.NestedPart;
import io.amsphub.mesh.nest.PartBox;
import io.amsphub.mesh.render.BuildPicture;
import io.amsphub.mesh.render.RenderOptions;
import io.amsphub.mesh.render.StandardView;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.BuildPlan;
import io.amsphub.processors.nesting.BuildState;
import io.amsphub.processors.nesting.Nesting;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Builds;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds a place for each part of a build, and makes the content and the picture of it. Long work, done outside
 * any transaction; {@link BuildDesk} records what comes of it. Models are read one at a time, twice: to be
 * nested, and to be written. Doing it twice gives the same.
 */
public final class BuildNesting {

    /** Angles about Z at which a footprint is tried. */
    private static final int TURNS = 8;

    private final Builds builds;
    private final Jobs jobs;
    private final Blobs blobs;
    private final ModelFile files;
    private final MemoryBudget budget;
    private final UnitOfWork unitOfWork;

    /** Brings together what nesting needs. */
    public BuildNesting(Builds builds, Jobs jobs, Blobs blobs, MemoryBudget budget, UnitOfWork unitOfWork) {
        this.builds = builds;
        this.jobs = jobs;
        this.blobs = blobs;
        this.files = new ModelFile(blobs);
        this.budget = budget;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Nests the build that the event is about.
     *
     * @throws IOException when the blob store fails
     */
    public NestingResult nest(StageSubject event) throws IOException {
        Build build = unitOfWork.call(() -> builds.get(event.subject()));
        if (build.state() != BuildState.NESTING) {
            return new NestingResult(event.subject(), event.correlationId(), null, null);
        }
        List<Job> waiting = unitOfWork.call(() -> waiting(build.plan()));
        try {
            Nesting nesting = nest(build.plan(), waiting);
            return new NestingResult(event.subject(), event.correlationId(), nesting, null);
        } catch (HubException e) {
            return new NestingResult(event.subject(), event.correlationId(), null, e.problem());
        }
    }

    /** Those of the candidates that still wait; others have gone their way since. */
    private List<Job> waiting(BuildPlan plan) {
        return plan.candidates().stream()
                .map(jobs::find)
                .flatMap(Optional::stream)
                .filter(job -> job.state() == JobState.QUEUED)
                .toList();
    }

    private Nesting nest(BuildPlan plan, List<Job> waiting) throws IOException {
        Map<String, ModelFile.Recognised> models = new TreeMap<>();
        long bytes = 1;
        for (Job job : waiting) {
            if (!models.containsKey(job.content().sha256())) {
                ModelFile.Recognised model = files.recognise(job.content(), "solid.stl");
                models.put(job.content().sha256(), model);
                bytes = Math.max(bytes, model.bytesNeeded());
            }
        }
        try (MemoryBudget.Share share = budget.take(bytes)) {
            Models reader = job -> files.read(
                    Optional.ofNullable(models.get(job.content().sha256())).orElseThrow(), null, share.bytes());
            Nest nest = places(plan, waiting, reader);
            BoundingBox extents = nest.extents();
            if (extents == null) {
                throw new HubException(
                        FailureCode.NOT_NESTABLE,
                        waiting.isEmpty() ? "no job waits any more" : "no part fits into the build volume",
                        null,
                        "GET /jobs?state=QUEUED lists what waits; name a larger machine");
            }
            return composed(plan, waiting, nest, size(extents), reader);
        }
    }

    /** Reads the model of a job. */
    @FunctionalInterface
    private interface Models {
        TriangleMesh of(Job job) throws IOException;
    }

    private static Nest places(BuildPlan plan, List<Job> waiting, Models reader) throws IOException {
        BuildVolume volume = volume(plan);
        NestRule rule = new NestRule(plan.spacingMm(), plan.marginMm(), TURNS, plan.tip());
        if (!BuildWay.of(plan.processCategory()).byFootprint()) {
            Map<String, PartBox> known = new LinkedHashMap<>();
            List<PartBox> boxes = new ArrayList<>();
            for (Job job : waiting) {
                PartBox box = known.get(job.content().sha256());
                if (box == null) {
                    box = PartBox.of(reader.of(job));
                    known.put(job.content().sha256(), box);
                }
                boxes.add(box);
            }
            return BoxNesting.nest(boxes, volume, rule);
        }
        double cell = FootprintNesting.cellMm(volume);
        Map<String, Footprint> known = new LinkedHashMap<>();
        List<Footprint> footprints = new ArrayList<>();
        for (Job job : waiting) {
            Footprint footprint = known.get(job.content().sha256());
            if (footprint == null) {
                footprint = Footprint.of(reader.of(job), cell, TURNS);
                known.put(job.content().sha256(), footprint);
            }
            footprints.add(footprint);
        }
        return FootprintNesting.nest(footprints, volume, rule);
    }

    private Nesting composed(BuildPlan plan, List<Job> waiting, Nest nest, SizeMm extents, Models reader)
            throws IOException {
        boolean flat = BuildWay.of(plan.processCategory()).byFootprint();
        BuildPicture picture = new BuildPicture(
                volume(plan), RenderOptions.defaults().withView(flat ? StandardView.TOP : StandardView.ISOMETRIC));
        List<Nesting.Member> members = new ArrayList<>();
        BlobRef content = blobs.of(plan.amCentre(), "builds").store(MeshFormat.THREE_MF.mediaType(), out -> {
            ThreeMfBuildWriter writer = new ThreeMfBuildWriter(out);
            for (NestedPart place : nest.placed()) {
                Job job = waiting.get(place.part());
                TriangleMesh mesh = reader.of(job);
                writer.add(job.serial(), mesh, place.pose());
                members.add(member(job, place));
                picture.draw(members.size(), place.pose().apply(mesh));
            }
            writer.finish();
        });
        byte[] png = picture.png();
        List<Nesting.LeftOut> leftOut = nest.leftOut().stream()
                .map(i -> new Nesting.LeftOut(waiting.get(i).id(), "there is no room for it"))
                .toList();
        BlobRef drawn = blobs.madeOf(content).store("image/png", out -> out.write(png));
        return new Nesting(members, leftOut, nest.density(), extents, content, drawn);
    }

    private static Nesting.Member member(Job job, NestedPart place) {
        BoundingBox box = place.box();
        return new Nesting.Member(
                job.id(),
                job.serial(),
                job.orderId(),
                list(place.pose().rotation()),
                list(place.pose().translation()),
                new SizeMm(Math.max(0, box.minX()), Math.max(0, box.minY()), Math.max(0, box.minZ())),
                size(box));
    }

    private static List<Double> list(double[] numbers) {
        List<Double> list = new ArrayList<>();
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }

    private static SizeMm size(BoundingBox box) {
        return new SizeMm(box.sizeX(), box.sizeY(), box.sizeZ());
    }

    private static BuildVolume volume(BuildPlan plan) {
        return new BuildVolume(
                plan.volume().x(), plan.volume().y(), plan.volume().z());
    }
}
