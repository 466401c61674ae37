/**
 * 3D design models and their revisions.
 */
@NullMarked
package io.amsphub.processors.design;

import org.jspecify.annotations.NullMarked;
