/**
 * Several parts in one build: nesting by footprint on a build platform, and by bounding box in a build volume.
 * Anyone may use it; it knows models and build volumes only.
 */
@NullMarked
package io.amsphub.mesh.nest;

import org.jspecify.annotations.NullMarked;
