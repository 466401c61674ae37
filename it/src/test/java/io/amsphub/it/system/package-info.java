/**
 * The hub as users and operators meet it: the real process of the distribution, real printers' programs,
 * real sockets.
 */
@NullMarked
package io.amsphub.it.system;

import org.jspecify.annotations.NullMarked;
