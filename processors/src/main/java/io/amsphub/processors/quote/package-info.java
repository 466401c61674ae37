/**
 * Quotes: what a design costs and why.
 */
@NullMarked
package io.amsphub.processors.quote;

import org.jspecify.annotations.NullMarked;
