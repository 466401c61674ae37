/**
 * Requests for quotation: the same thing asked of several AM centres, and what they answer.
 */
@NullMarked
package io.amsphub.processors.rfq;

import org.jspecify.annotations.NullMarked;
