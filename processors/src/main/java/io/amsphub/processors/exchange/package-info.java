/**
 * The names of message headers: the only package here that knows Camel's message.
 */
@NullMarked
package io.amsphub.processors.exchange;

import org.jspecify.annotations.NullMarked;
