/**
 * The broker: the outbox relay.
 */
@NullMarked
package io.amsphub.connectors.jms;

import org.jspecify.annotations.NullMarked;
