/**
 * The flow: one route class for each stage. Read {@link io.amsphub.routes.Flow} first.
 */
@NullMarked
package io.amsphub.routes;

import org.jspecify.annotations.NullMarked;
