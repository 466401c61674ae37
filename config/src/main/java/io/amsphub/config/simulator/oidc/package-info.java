/**
 * A provider of identities by OpenID Connect, strict, as a program of its own; shares no code with the hub.
 */
@NullMarked
package io.amsphub.config.simulator.oidc;

import org.jspecify.annotations.NullMarked;
