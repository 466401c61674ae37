package io.amsphub.mesh.nest;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.Pose;

/**
 * A part that has its place.
 *
 * @param part index of the part, as they were given
 * @param pose from its own frame into that of the build volume, whose corner is the origin
 * @param box around it as it lies, mm
 */
public record NestedPart(int part, Pose pose, BoundingBox box) {}
