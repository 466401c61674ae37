/**
 * The formats, folders and servers of partner systems.
 */
@NullMarked
package io.amsphub.connectors.partner;

import org.jspecify.annotations.NullMarked;
