/**
 * Model files: recognised, read into {@link io.amsphub.mesh.model.TriangleMesh}, and written.
 *
 * <p>One format, one reader class. A reader either returns a whole mesh or throws
 * {@link io.amsphub.mesh.io.MeshFormatException} with a stable code and the place in the input; it never
 * guesses a coordinate, never opens a second file and never allocates from a number that the input only
 * claims. Geometry is not judged here (that is detection): an open, degenerate or empty mesh is readable.
 */
@NullMarked
package io.amsphub.mesh.io;

import org.jspecify.annotations.NullMarked;
