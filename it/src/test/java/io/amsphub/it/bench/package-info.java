/**
 * The suite of benchmarks: each scenario by turns with a bare partner that does the same work with nothing of the hub, in
 * the same run, on the same machine, with the same durability. What is compared is their ratio.
 */
@NullMarked
package io.amsphub.it.bench;

import org.jspecify.annotations.NullMarked;
