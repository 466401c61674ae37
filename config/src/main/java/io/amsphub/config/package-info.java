/**
 * The application: settings, wiring and life cycle.
 */
@NullMarked
package io.amsphub.config;

import org.jspecify.annotations.NullMarked;
