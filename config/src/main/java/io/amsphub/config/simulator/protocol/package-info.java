/**
 * The words of AMSP native, version 1: payload records, topics and the strict reader of commands.
 */
@NullMarked
package io.amsphub.config.simulator.protocol;

import org.jspecify.annotations.NullMarked;
