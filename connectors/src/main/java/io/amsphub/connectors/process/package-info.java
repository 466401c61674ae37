/** Programs of others, run as child processes within limits. */
@NullMarked
package io.amsphub.connectors.process;

import org.jspecify.annotations.NullMarked;
