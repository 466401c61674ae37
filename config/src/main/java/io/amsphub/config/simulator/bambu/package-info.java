/**
 * A strict simulated Bambu Lab machine: the broker and the file server inside it, and what it does with jobs, after
 * what others have written down of the real ones.
 */
@NullMarked
package io.amsphub.config.simulator.bambu;

import org.jspecify.annotations.NullMarked;
