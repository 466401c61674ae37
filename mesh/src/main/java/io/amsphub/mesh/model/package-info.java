/**
 * What a mesh is: facets, points, lengths and boxes, as values. Used by every other package of the module.
 */
@NullMarked
package io.amsphub.mesh.model;

import org.jspecify.annotations.NullMarked;
