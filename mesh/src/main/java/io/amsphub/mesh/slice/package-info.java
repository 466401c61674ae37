/**
 * Layers of a mesh: the contours of its cross-sections, and the plane geometry that toolpaths and estimates
 * need (union, difference, offset). Knows {@code model} and {@code topology} only.
 */
@NullMarked
package io.amsphub.mesh.slice;

import org.jspecify.annotations.NullMarked;
