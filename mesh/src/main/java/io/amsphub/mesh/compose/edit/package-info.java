/**
 * Edits of a design: text, cuts, unions, drain holes and splits, each with a recipe that can be kept beside the
 * revision that it made. Anyone may use it.
 */
@NullMarked
package io.amsphub.mesh.compose.edit;

import org.jspecify.annotations.NullMarked;
