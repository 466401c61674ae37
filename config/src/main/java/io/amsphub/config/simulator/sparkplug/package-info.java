/**
 * A strict simulated edge node of Sparkplug B 3.0 with printers behind it: the machines of the native fleet, spoken
 * for in metrics.
 */
@NullMarked
package io.amsphub.config.simulator.sparkplug;

import org.jspecify.annotations.NullMarked;
