/**
 * The payment provider over HTTP.
 */
@NullMarked
package io.amsphub.connectors.payment;

import org.jspecify.annotations.NullMarked;
