/**
 * A strict simulated payment provider, a program of its own. Shares no code with the hub.
 */
@NullMarked
package io.amsphub.config.simulator.payment;

import org.jspecify.annotations.NullMarked;
