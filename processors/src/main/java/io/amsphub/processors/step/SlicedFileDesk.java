package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.SlicedFiles;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.sliced.GcodeFacts;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicedFile;
import io.amsphub.processors.sliced.SlicedFileState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a sliced file does with it: keep it, have it printed, give a print up, take it away. A
 * print is a part with its job like any other, but without order and design: dispatch gives it to one
 * machine of its target, once. Must be called in a unit of work.
 */
public final class SlicedFileDesk {

    private static final String AGGREGATE = "sliced-file";

    private final SlicedFiles files;
    private final Devices devices;
    private final Parts parts;
    private final Jobs jobs;
    private final Production production;
    private final FloorDesk floor;
    private final Journal journal;

    /** Brings together what a print touches. */
    public SlicedFileDesk(
            SlicedFiles files,
            Devices devices,
            Parts parts,
            Jobs jobs,
            Production production,
            FloorDesk floor,
            Journal journal) {
        this.files = files;
        this.devices = devices;
        this.parts = parts;
        this.jobs = jobs;
        this.production = production;
        this.floor = floor;
        this.journal = journal;
    }

    /**
     * A file that has arrived.
     *
     * @param path folders and name
     * @param content the G-code
     * @param thumbnail its picture
     * @param facts what it says of itself
     */
    public record Arrived(
            String path, BlobRef content, @Nullable BlobRef thumbnail, GcodeFacts facts) {}

    /**
     * Keeps a file that has arrived. One that came under the same path before is replaced; what is printed of
     * it goes on with the content that it began with.
     *
     * @throws HubException when no machine is in the target
     */
    public SlicedFile keep(Arrived arrived, PrintTarget target, Principal who) {
        requireMachines(target);
        SlicedFile file = new SlicedFile(
                Ids.next("slf"),
                who.organisation(),
                arrived.path(),
                arrived.content(),
                arrived.thumbnail(),
                arrived.facts(),
                target,
                SlicedFileState.KEPT,
                who.name(),
                journal.now(),
                null,
                0,
                0);
        Optional<SlicedFile> before = files.atPath(who.organisation(), arrived.path());
        if (before.isPresent()) {
            SlicedFile replaced = files.update(before.get().replacedBy(file));
            journal.noted(entry(replaced, who, "sent anew for " + target.inWords()), replaced.state());
            return replaced;
        }
        SlicedFile added = files.add(file);
        journal.began(entry(added, who, "sent for " + target.inWords()), added.state());
        return added;
    }

    private void requireMachines(PrintTarget target) {
        boolean any = devices.ofCentre(target.amCentre()).stream().anyMatch(m -> MachineFitness.isMeant(target, m));
        if (!any) {
            throw new HubException(
                    FailureCode.NO_PRINT_TARGET,
                    "there is no machine in " + target.inWords(),
                    null,
                    "GET /devices lists the machines with their groups; correct the address in the slicer");
        }
    }

    /**
     * How a file is printed.
     *
     * @param priority higher goes first
     * @param copies how many prints are made of it
     * @param requirements what is asked of the machines beside what the file says
     */
    public record Wish(int priority, int copies, Requirements requirements) {

        /** One print like any other. */
        public static final Wish ONE = new Wish(0, 1, Requirements.NONE);
    }

    /** Has a file printed, each copy as a print of its own; returns the file with the id of the last print. */
    public SlicedFile print(SlicedFile file, Wish wish, Principal who) {
        if (file.state() != SlicedFileState.KEPT) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION, "file " + file.id() + " was removed", null, "send it again");
        }
        requireMachines(file.target());
        SlicedFile printed = file;
        for (int n = 1; n <= wish.copies(); n++) {
            printed = printOnce(printed, wish, who);
        }
        return printed;
    }

    private SlicedFile printOnce(SlicedFile file, Wish wish, Principal who) {
        String print = Ids.next("prt");
        Part part = new Part(
                Part.serialOf(print, 1),
                print,
                file.organisation(),
                PartState.PLANNED,
                1,
                List.of(),
                List.of(),
                null,
                List.of(),
                journal.now(),
                0);
        String why = "file " + file.id() + ", " + file.path();
        parts.add(part);
        journal.began(new Journal.Entry("part", part.serial(), part.organisation(), print, who, why), part.state());
        production.queue(job(file, part, wish.priority()).asking(wish.requirements()), who, why);
        return files.update(file.printedAs(print));
    }

    private Job job(SlicedFile file, Part part, int priority) {
        GcodeFacts facts = file.facts();
        String said = facts.feedstocks().isEmpty()
                ? file.target().feedstock()
                : facts.feedstocks().get(0);
        Long time = facts.printTimeS();
        Integer layers = facts.layers();
        return Job.waiting(
                        part,
                        file.target().amCentre(),
                        new Job.Work(
                                ProcessCategory.MEX,
                                said == null ? "" : said,
                                facts.space(),
                                file.content(),
                                time == null ? 0 : time,
                                layers == null ? 0 : layers),
                        priority,
                        journal.now())
                .onlyOn(file.target());
    }

    /** Returns the job in force of the last print of a file, or null when it was never printed. */
    public @Nullable Job lastJob(SlicedFile file) {
        String print = file.lastPrint();
        return print == null
                ? null
                : jobs.get(parts.get(Part.serialOf(print, 1)).jobId());
    }

    /**
     * Gives up the last print of a file: a job that waits goes, a machine that has it is told to stop, and
     * nothing is made again.
     *
     * @throws HubException with {@link FailureCode#NOT_PRINTING} when it has ended
     */
    public void cancel(SlicedFile file, Principal who, String reason) {
        Job job = lastJob(file);
        if (job == null || !job.state().live()) {
            throw new HubException(
                    FailureCode.NOT_PRINTING,
                    "no print of " + file.path() + " is under way",
                    null,
                    "there is none to end");
        }
        Part part = parts.get(job.serial());
        if (part.state() == PartState.PLANNED || part.state() == PartState.IN_PRODUCTION) {
            production.move(part, PartState.CANCELLED, who, reason);
        }
        if (job.state() == JobState.QUEUED || job.state() == JobState.HELD) {
            production.move(job, JobState.CANCELLED, who, reason);
        } else {
            floor.control(job, DeviceCommand.Verb.CANCEL, who);
        }
    }

    /** Takes a file away; what is printed of it goes on. */
    public SlicedFile remove(SlicedFile file, Principal who, String reason) {
        journal.moved(SlicedFileState.TRANSITIONS, entry(file, who, reason), file.state(), SlicedFileState.REMOVED);
        return files.update(file.withState(SlicedFileState.REMOVED));
    }

    private static Journal.Entry entry(SlicedFile file, Principal who, String why) {
        return new Journal.Entry(AGGREGATE, file.id(), file.organisation(), file.id(), who, why);
    }
}
