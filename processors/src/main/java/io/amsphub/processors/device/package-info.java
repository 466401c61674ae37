/**
 * AM machines: registry, live state, reports and commands, in the words of no vendor.
 */
@NullMarked
package io.amsphub.processors.device;

import org.jspecify.annotations.NullMarked;
