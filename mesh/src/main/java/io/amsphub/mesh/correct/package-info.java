/**
 * What is done about it: each step in its own class, the whole in a report that can be stored.
 */
@NullMarked
package io.amsphub.mesh.correct;

import org.jspecify.annotations.NullMarked;
