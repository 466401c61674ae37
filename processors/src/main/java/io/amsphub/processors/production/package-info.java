/**
 * Parts and the jobs that make them.
 */
@NullMarked
package io.amsphub.processors.production;

import org.jspecify.annotations.NullMarked;
