/**
 * What libraries do for who comes in: hashes of passwords. Used by the wiring only.
 */
@NullMarked
package io.amsphub.connectors.identity;

import org.jspecify.annotations.NullMarked;
