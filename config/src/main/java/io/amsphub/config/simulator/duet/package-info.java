/**
 * A strict simulated Duet with RepRapFirmware 3.5, after its published description.
 */
@NullMarked
package io.amsphub.config.simulator.duet;

import org.jspecify.annotations.NullMarked;
