package io.amsphub.processors.memory;

import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order on the floor, and machines that report by hand. */
public final class Floor {

    public final MemoryHub hub = new MemoryHub();
    private long seq = 100;

    /** A floor with a confirmed order of some parts, and some free machines. */
    public Floor(int parts, Material material, String... machines) {
        hub.orders.add(Samples.order(parts));
        for (int n = 1; n <= parts; n++) {
            hub.parts.add(Samples.part(n, material));
            hub.jobs.add(Samples.job(n));
        }
        for (String machine : machines) {
            hub.devices.add(Samples.machine(machine));
        }
    }

    /** Returns the n-th part. */
    public Part part(int n) {
        return hub.parts.get(Part.serialOf(Samples.ORDER, n));
    }

    /** Returns an attempt at the n-th part. */
    public Job job(int n, int attempt) {
        return hub.jobs.get(Job.idOf(Part.serialOf(Samples.ORDER, n), attempt));
    }

    /** Takes a report in, in a unit of work. */
    public void track(DeviceReport report) {
        hub.unitOfWork.run(() -> hub.tracking.track(report));
    }

    /** The machine answers its last print command. */
    public void answer(Job job, boolean accepted, @Nullable String code) {
        String command = job.assignment() == null ? "none" : job.assignment().commandId();
        track(new DeviceReport.Acknowledgement(
                job.device() == null ? "" : job.device(),
                hub.clock.instant(),
                "boot-1",
                seq++,
                command,
                "print",
                job.id(),
                accepted,
                false,
                code,
                null));
    }

    /** Somebody gives the n-th part up. */
    public void cancelPart(int n) {
        hub.unitOfWork.run(() -> hub.parts.update(part(n).withState(PartState.CANCELLED)));
    }

    /** The machine answers the last question about a job, and tells under which number it did. */
    public long answerQuestion(Job job, String boot) {
        Job.Assignment assignment = job.assignment();
        long number = seq++;
        track(new DeviceReport.Acknowledgement(
                job.device() == null ? "" : job.device(),
                hub.clock.instant(),
                boot,
                number,
                assignment == null ? "none" : assignment.question(),
                "report",
                null,
                true,
                false,
                null,
                null));
        return number;
    }

    /** The machine says how it is. */
    public void state(String machine, DeviceState state, boolean clear, @Nullable String job) {
        state(machine, state, clear, job, List.of(), seq++);
    }

    /** The machine says how it is and what it remembers. */
    public void remembers(String machine, DeviceState state, String job, String outcome) {
        state(machine, state, false, null, List.of(new DeviceReport.RecentJob(job, outcome)), seq++);
    }

    /** The machine says how it is, with a number of its own. */
    public void state(
            String machine,
            DeviceState state,
            boolean clear,
            @Nullable String job,
            List<DeviceReport.RecentJob> recent,
            long withSeq) {
        track(new DeviceReport.State(
                Samples.machine(machine).id(),
                hub.clock.instant(),
                "boot-1",
                withSeq,
                state,
                clear,
                job,
                null,
                Map.of(),
                recent,
                null));
    }

    /** The machine says how far a job is. */
    public void progress(String machine, String job, double percent, long withSeq) {
        track(new DeviceReport.Progress(
                Samples.machine(machine).id(), hub.clock.instant(), "boot-1", withSeq, job, percent, Map.of()));
    }

    /** The machine says that a job has ended. */
    public void end(String machine, String job, DeviceReport.Outcome outcome, @Nullable SizeMm measured) {
        track(new DeviceReport.JobEnd(
                Samples.machine(machine).id(),
                hub.clock.instant(),
                "boot-1",
                seq++,
                job,
                outcome,
                "said so",
                measured));
    }

    /** Somebody at the machine clears its build platform. */
    public void clear(String machine) {
        track(new DeviceReport.PlatformClear(
                Samples.machine(machine).id(), hub.clock.instant(), "boot-1", seq++, "bob"));
    }

    /** Sends one job to a machine, which accepts it; returns the job. */
    public Job accepted(int n) {
        hub.dispatchAll();
        Job job = job(n, part(n).attempt());
        answer(job, true, null);
        return job(n, part(n).attempt());
    }

    /** Has the current attempt at a part fail. */
    public void fail(int n) {
        Job job = accepted(n);
        String machine = job.device() == null ? "" : job.device().substring(Samples.CENTRE.length() + 1);
        end(machine, job.id(), DeviceReport.Outcome.FAILED, null);
        clear(machine);
        state(machine, DeviceState.IDLE, true, null);
    }

    /** Returns the print commands that were sent. */
    public List<DeviceCommand.Print> prints() {
        return hub.sent(DeviceCommand.Print.class);
    }
}
