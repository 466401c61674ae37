/**
 * Builds: several parts that one machine makes at once.
 */
@NullMarked
package io.amsphub.processors.nesting;

import org.jspecify.annotations.NullMarked;
