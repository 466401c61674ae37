/**
 * A watertight surface around anything: the last resort of correction. Used by corrections, when asked for.
 */
@NullMarked
package io.amsphub.mesh.wrap;

import org.jspecify.annotations.NullMarked;
