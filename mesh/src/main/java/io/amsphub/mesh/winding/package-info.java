/**
 * What is inside and what is outside of shells. Used by checks and corrections.
 */
@NullMarked
package io.amsphub.mesh.winding;

import org.jspecify.annotations.NullMarked;
