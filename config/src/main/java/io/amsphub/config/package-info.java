/**
 * The application: wiring, properties and the command line.
 */
@NullMarked
package io.amsphub.config;

import org.jspecify.annotations.NullMarked;
