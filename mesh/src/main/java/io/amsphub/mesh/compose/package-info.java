/**
 * Models that are made and not read: parametric templates, edits of a design with their recipes, and the demo
 * bracket. Anyone may use it; what it makes goes through detection and correction like any other model.
 */
@NullMarked
package io.amsphub.mesh.compose;

import org.jspecify.annotations.NullMarked;
