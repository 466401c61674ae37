/**
 * A strict simulated Moonraker with Klipper behind it, after recorded traffic of the real ones.
 */
@NullMarked
package io.amsphub.config.simulator.moonraker;

import org.jspecify.annotations.NullMarked;
