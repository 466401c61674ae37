/**
 * Inspection by scan: points of a scanner laid onto the design and their deviation from it, in mm.
 */
@NullMarked
package io.amsphub.mesh.inspect;

import org.jspecify.annotations.NullMarked;
