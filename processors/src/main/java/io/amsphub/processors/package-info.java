/**
 * The domain of the platform.
 */
@NullMarked
package io.amsphub.processors;

import org.jspecify.annotations.NullMarked;
