/**
 * What can go wrong, with a stable code and a remedy. Used everywhere.
 */
@NullMarked
package io.amsphub.processors.failure;

import org.jspecify.annotations.NullMarked;
