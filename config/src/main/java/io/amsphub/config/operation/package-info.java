/**
 * What operations teams see: figures, health checks, metrics and the hub's own MBeans.
 */
@NullMarked
package io.amsphub.config.operation;

import org.jspecify.annotations.NullMarked;
