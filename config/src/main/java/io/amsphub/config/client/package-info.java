/**
 * A small client of the API: what the command line and the tests speak to the hub with.
 */
@NullMarked
package io.amsphub.config.client;

import org.jspecify.annotations.NullMarked;
