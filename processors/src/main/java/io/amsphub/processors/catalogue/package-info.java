/**
 * What the platform offers: process categories, materials, AM centres, machine classes.
 */
@NullMarked
package io.amsphub.processors.catalogue;

import org.jspecify.annotations.NullMarked;
