package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;

/**
 * What a process cannot make as it is, against which limit, and what to do about it.
 *
 * @param finding kind, severity, count, measure and places; its note says the limit and the remedy in words
 * @param limit the limit that the measure misses
 * @param limitValue its value, in the unit of the limit
 * @param source where the figure of the limit comes from
 * @param remedy what to do, in one English sentence
 */
public record PrintabilityFinding(Finding finding, Limit limit, double limitValue, String source, String remedy) {}
