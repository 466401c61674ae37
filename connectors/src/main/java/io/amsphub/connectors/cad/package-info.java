/** CAD systems: exact geometry becomes a mesh in a bounded child process. */
@NullMarked
package io.amsphub.connectors.cad;

import org.jspecify.annotations.NullMarked;
