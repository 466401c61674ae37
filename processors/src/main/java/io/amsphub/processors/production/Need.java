package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.sliced.PrintTarget;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of a machine beside its size: jobs with the same need fit the same machines, but for their build
 * volume and the time that they take. A long queue has few needs, so that whoever looks for jobs for some machines
 * reads only those lanes of the queue that they can serve.
 *
 * @param processCategory what kind of machine; null when it is not known what the job asks for
 * @param format media type of the instructions that the job is sent as; empty when it is a model
 * @param feedstock what must be loaded; empty when whatever is loaded will do
 * @param target the machines that may make it; null when every machine of the centre may
 * @param requirements what else it asks, without due date and place of delivery
 */
public record Need(
        @Nullable ProcessCategory processCategory,
        String format,
        String feedstock,
        @Nullable PrintTarget target,
        Requirements requirements) {

    /** Nobody knows what is asked for: whoever looks for jobs has to look at them. */
    public static final Need UNKNOWN = new Need(null, "", "", null, Requirements.NONE);

    /** Returns what a job asks for. */
    public static Need of(Job job) {
        PrintTarget target = job.target();
        Requirements asked = job.requirements();
        return new Need(
                job.processCategory(),
                job.format(),
                job.feedstock(),
                target == null ? null : new PrintTarget(target.amCentre(), target.group(), target.machine(), null),
                new Requirements(
                        asked.colour(),
                        asked.capabilities(),
                        asked.certificates(),
                        asked.allowedCentres(),
                        asked.allowedMachines(),
                        null,
                        null));
    }

    /** Returns whether it is known what is asked for. */
    public boolean known() {
        return processCategory != null;
    }
}
