/** Exact geometry as CAD systems keep it, and how it becomes a mesh. */
@NullMarked
package io.amsphub.processors.cad;

import org.jspecify.annotations.NullMarked;
