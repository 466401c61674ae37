/** The business board: what was done, how long it took, how well, and at what cost. */
@org.jspecify.annotations.NullMarked
package io.amsphub.processors.board;
