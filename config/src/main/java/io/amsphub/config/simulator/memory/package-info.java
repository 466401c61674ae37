/**
 * What survives a power cut: the machine's own non-volatile memory, and the ledger of physical prints that tests count.
 */
@NullMarked
package io.amsphub.config.simulator.memory;

import org.jspecify.annotations.NullMarked;
