/** Which way up a part is best built, with the cost of each term. Knows {@code model} and {@code slice}. */
@NullMarked
package io.amsphub.mesh.orient;

import org.jspecify.annotations.NullMarked;
