/**
 * What the domain needs from outside. Implemented in connectors and routes, called by steps.
 */
@NullMarked
package io.amsphub.processors.port;

import org.jspecify.annotations.NullMarked;
