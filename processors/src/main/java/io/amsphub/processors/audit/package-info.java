/**
 * The audit: who decided and who saw what, as a chain of hashes that is signed at intervals.
 */
@NullMarked
package io.amsphub.processors.audit;

import org.jspecify.annotations.NullMarked;
