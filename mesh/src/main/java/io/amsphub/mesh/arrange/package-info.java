/**
 * Solids from facets that cross: every crossing is made an edge, exactly, and what the facets enclose is
 * read from winding numbers. Used by corrections and by composition.
 */
@NullMarked
package io.amsphub.mesh.arrange;

import org.jspecify.annotations.NullMarked;
