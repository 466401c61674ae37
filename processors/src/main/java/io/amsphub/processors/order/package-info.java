/**
 * Orders, from placement to delivery.
 */
@NullMarked
package io.amsphub.processors.order;

import org.jspecify.annotations.NullMarked;
