/**
 * Who acts: organisations, principals, roles.
 */
@NullMarked
package io.amsphub.processors.identity;

import org.jspecify.annotations.NullMarked;
