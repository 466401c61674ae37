/**
 * What is wrong with a mesh, as values. Detection never changes a mesh and never throws on one.
 */
@NullMarked
package io.amsphub.mesh.check;

import org.jspecify.annotations.NullMarked;
