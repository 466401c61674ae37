/**
 * Pictures of a model and of its findings as PNG, from plain Java without a display. Anyone may use it.
 */
@NullMarked
package io.amsphub.mesh.render;

import org.jspecify.annotations.NullMarked;
