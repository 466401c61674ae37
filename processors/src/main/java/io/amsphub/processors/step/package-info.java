/**
 * The steps of the flow: plain classes that a stage calls inside its transaction.
 */
@NullMarked
package io.amsphub.processors.step;

import org.jspecify.annotations.NullMarked;
