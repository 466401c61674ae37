/**
 * What simulated printers of several dialects have in common: a machine that prints G-code files, a
 * voice on MQTT and a front of HTTP.
 */
@NullMarked
package io.amsphub.config.simulator.gcode;

import org.jspecify.annotations.NullMarked;
