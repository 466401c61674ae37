/**
 * Invisible marks: a code in the positions of the points of a mesh, which a hub that keeps the original finds again in a
 * file that came from a copy. Lengths in mm.
 */
@NullMarked
package io.amsphub.mesh.mark;

import org.jspecify.annotations.NullMarked;
