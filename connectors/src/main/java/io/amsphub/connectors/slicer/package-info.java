/**
 * Slicers: what makes instructions for a machine of a model.
 */
@NullMarked
package io.amsphub.connectors.slicer;

import org.jspecify.annotations.NullMarked;
