/**
 * Scanners and what they scanned: the claim-check convention, records and states.
 */
@NullMarked
package io.amsphub.processors.scan;

import org.jspecify.annotations.NullMarked;
