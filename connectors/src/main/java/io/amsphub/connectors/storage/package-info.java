/**
 * Blobs and uploads in directories.
 */
@NullMarked
package io.amsphub.connectors.storage;

import org.jspecify.annotations.NullMarked;
