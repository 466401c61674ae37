/**
 * Webhooks: subscriptions of partners, what is delivered to them, how it is signed, when it is tried again.
 */
@NullMarked
package io.amsphub.processors.webhook;

import org.jspecify.annotations.NullMarked;
