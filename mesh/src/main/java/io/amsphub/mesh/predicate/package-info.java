/**
 * Signs of determinants, exact for every input: the only place that decides on which side something lies.
 */
@NullMarked
package io.amsphub.mesh.predicate;

import org.jspecify.annotations.NullMarked;
