/**
 * The REST operations as plain classes: a call goes in, a reply comes out.
 */
@NullMarked
package io.amsphub.processors.api;

import org.jspecify.annotations.NullMarked;
