/**
 * A strict simulated PrusaLink, after its published description.
 */
@NullMarked
package io.amsphub.config.simulator.prusalink;

import org.jspecify.annotations.NullMarked;
