package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;

/**
 * Something that could not be judged, or only in part.
 *
 * @param kind what it would have been about
 * @param reason why, in one English sentence
 */
public record Unjudged(FindingKind kind, String reason) {}
