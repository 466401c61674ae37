/** What is kept of persons: finding it, handing it out, replacing it by a pseudonym. */
@NullMarked
package io.amsphub.processors.privacy;

import org.jspecify.annotations.NullMarked;
