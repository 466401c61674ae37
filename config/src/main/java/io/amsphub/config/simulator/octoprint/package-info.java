/**
 * A strict simulated OctoPrint with its MQTT plugin, after recorded traffic of the real ones.
 */
@NullMarked
package io.amsphub.config.simulator.octoprint;

import org.jspecify.annotations.NullMarked;
