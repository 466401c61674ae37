/**
 * The HTTP server: requests in, contract, pages, server-sent events.
 */
@NullMarked
package io.amsphub.config.http;

import org.jspecify.annotations.NullMarked;
