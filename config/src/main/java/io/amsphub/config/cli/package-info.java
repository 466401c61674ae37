/**
 * The command line.
 */
@NullMarked
package io.amsphub.config.cli;

import org.jspecify.annotations.NullMarked;
