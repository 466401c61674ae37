/**
 * Orders and trees over facets in space: they say which facets may meet, never that they do. Used by
 * checks, measures, corrections and arrangements.
 */
@NullMarked
package io.amsphub.mesh.spatial;

import org.jspecify.annotations.NullMarked;
