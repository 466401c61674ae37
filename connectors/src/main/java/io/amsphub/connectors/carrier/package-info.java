/**
 * Carriers: who takes a package to the user.
 */
@NullMarked
package io.amsphub.connectors.carrier;

import org.jspecify.annotations.NullMarked;
