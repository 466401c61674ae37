/** Backups of a hub that works, and what comes of them. */
@NullMarked
package io.amsphub.config.backup;

import org.jspecify.annotations.NullMarked;
