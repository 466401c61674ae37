/** What is kept for a time only: kinds, periods, and what a purge says of itself. */
@NullMarked
package io.amsphub.processors.retention;

import org.jspecify.annotations.NullMarked;
