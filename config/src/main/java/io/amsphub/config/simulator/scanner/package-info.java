/**
 * A simulated 3D scanner that speaks the claim-check convention, as a program of its own.
 */
@NullMarked
package io.amsphub.config.simulator.scanner;

import org.jspecify.annotations.NullMarked;
