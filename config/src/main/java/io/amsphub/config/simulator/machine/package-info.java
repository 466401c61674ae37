/**
 * What a strict machine does, as pure rules: commands, time and faults go in, {@link Effect}s come out. No threads, no
 * files, no network; the caller carries the effects out in their order.
 */
@NullMarked
package io.amsphub.config.simulator.machine;

import org.jspecify.annotations.NullMarked;
