/**
 * Calls of addresses that somebody else has named: where they may lead, and what may come back.
 */
@NullMarked
package io.amsphub.connectors.web;

import org.jspecify.annotations.NullMarked;
