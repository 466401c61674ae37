/**
 * The ports in memory, with the promises that the real stores give: old versions refused, constraints
 * kept, a failed unit of work undone.
 */
@NullMarked
package io.amsphub.processors.memory;

import org.jspecify.annotations.NullMarked;
