/**
 * How AM centres are told of requests for quotation.
 */
@NullMarked
package io.amsphub.connectors.centre;

import org.jspecify.annotations.NullMarked;
