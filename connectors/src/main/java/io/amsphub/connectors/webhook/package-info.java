/**
 * Calls of partners' targets, several at a time.
 */
@NullMarked
package io.amsphub.connectors.webhook;

import org.jspecify.annotations.NullMarked;
