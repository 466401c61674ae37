/**
 * Files that were sliced elsewhere and are printed as they are: G-code, what it says of itself, and which
 * machines it is for.
 */
@NullMarked
package io.amsphub.processors.sliced;

import org.jspecify.annotations.NullMarked;
