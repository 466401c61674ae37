/**
 * State machines: one table of allowed transitions for each aggregate, each transition an event.
 */
@NullMarked
package io.amsphub.processors.lifecycle;

import org.jspecify.annotations.NullMarked;
