/**
 * The files that containers are made and run by.
 */
@NullMarked
package io.amsphub.it.deployment;

import org.jspecify.annotations.NullMarked;
