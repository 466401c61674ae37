package io.amsphub.mesh.mark;

/**
 * A mark that was found.
 *
 * @param code what it says
 * @param open whether the code was read from the model; false when the list of codes that came into question was needed
 * @param score how many standard deviations the mark stands out of what chance makes
 * @param log10Chance the probability that chance looks like that, an upper bound, as a power of ten
 * @param matched part of the points of the copy that belong to a point of the original, 0 to 1
 * @param agreement part of what the points say that agrees with the code, -1 to 1; about 1 for one copy, less where
 *     copies were mixed
 * @param scale size of the original over that of the copy
 */
public record MarkFinding(
        MarkCode code,
        boolean open,
        double score,
        double log10Chance,
        double matched,
        double agreement,
        double scale) {}
