/**
 * The hub as a host application of Sparkplug B 3.0 (ISO/IEC 20237): sessions, births and deaths of edge nodes
 * and devices, their metrics as they are now, and commands. Knows nothing of printing.
 */
@NullMarked
package io.amsphub.connectors.sparkplug;

import org.jspecify.annotations.NullMarked;
