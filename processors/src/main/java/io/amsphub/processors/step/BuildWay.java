package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Need;
import java.util.Map;

/**
 * How parts are nested by a process, with the distances that are kept when nobody says others: choices of this
 * hub, on the wide side of what makers of machines advise.
 *
 * @param byFootprint whether all parts stand on the platform; if not, one may lie above another
 * @param spacingMm between parts
 * @param marginMm to the sides
 */
record BuildWay(boolean byFootprint, double spacingMm, double marginMm) {

    private static final Map<ProcessCategory, BuildWay> WAYS = Map.of(
            ProcessCategory.MEX, new BuildWay(true, 5, 5),
            ProcessCategory.VPP, new BuildWay(true, 2, 3),
            ProcessCategory.PBF, new BuildWay(false, 5, 10),
            ProcessCategory.BJT, new BuildWay(false, 3, 5));

    /**
     * Returns the way of a process.
     *
     * @throws HubException when its parts are made one by one
     */
    static BuildWay of(ProcessCategory category) {
        BuildWay way = WAYS.get(category);
        if (way == null) {
            throw new HubException(
                    FailureCode.NOT_NESTABLE,
                    category + " makes parts one by one",
                    "/processCategory",
                    "builds are formed for " + WAYS.keySet().stream().sorted().toList());
        }
        return way;
    }

    /** Returns whether the parts of jobs with a need could be nested, if they do not make a build already. */
    static boolean maySuit(Need need) {
        return !need.known()
                || (WAYS.containsKey(need.processCategory()) && need.format().isEmpty() && need.target() == null);
    }

    /** Returns whether the part of a job can be nested: it is a model, and its process makes several at once. */
    static boolean suits(Job job) {
        return WAYS.containsKey(job.processCategory()) && !job.sliced() && !job.makesBuild() && job.target() == null;
    }
}
