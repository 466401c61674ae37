/**
 * What the adapters of ERPs share: the way over HTTP, with failures that say whether everything waits or one task.
 */
@NullMarked
package io.amsphub.connectors.erp;

import org.jspecify.annotations.NullMarked;
