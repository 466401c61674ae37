/**
 * Whether a model can be made as it is, for a process category, a material and a machine: limits as
 * data, and findings that say where and what to do. Used by everything above this module.
 */
@NullMarked
package io.amsphub.mesh.printability;

import org.jspecify.annotations.NullMarked;
