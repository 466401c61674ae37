/**
 * The way in for slicers: the part of OctoPrint's REST interface that they use to send G-code to a printer,
 * with groups of machines in the place of the printer.
 */
@NullMarked
package io.amsphub.processors.octoprint;

import org.jspecify.annotations.NullMarked;
