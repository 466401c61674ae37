/**
 * Printer dialects: how each kind of machine is spoken to.
 */
@NullMarked
package io.amsphub.connectors.printer;

import org.jspecify.annotations.NullMarked;
