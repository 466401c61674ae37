/**
 * Which facets share which points and edges, in primitive arrays. Used by checks, corrections and arrangements.
 */
@NullMarked
package io.amsphub.mesh.topology;

import org.jspecify.annotations.NullMarked;
