/**
 * The mesh engine on the command line: {@code hub mesh check}, {@code fix}, {@code info}, {@code convert}.
 * Starts no hub and needs no data directory.
 */
@NullMarked
package io.amsphub.config.cli.mesh;

import org.jspecify.annotations.NullMarked;
