/**
 * The flow: one route class for each stage.
 */
@NullMarked
package io.amsphub.routes;

import org.jspecify.annotations.NullMarked;
