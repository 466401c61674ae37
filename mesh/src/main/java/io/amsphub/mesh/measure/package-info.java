/**
 * Volumes, areas and distances of meshes in mm.
 */
@NullMarked
package io.amsphub.mesh.measure;

import org.jspecify.annotations.NullMarked;
