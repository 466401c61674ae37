/**
 * TLS on the hub's own ports: key and certificate, and what is spoken with them.
 */
@NullMarked
package io.amsphub.config.tls;

import org.jspecify.annotations.NullMarked;
