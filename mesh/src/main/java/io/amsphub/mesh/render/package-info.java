/**
 * Pictures of a model and of its findings: PNG from plain Java without a display, and GLB for viewers. Anyone may
 * use it.
 */
@NullMarked
package io.amsphub.mesh.render;

import org.jspecify.annotations.NullMarked;
