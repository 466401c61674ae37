/**
 * What the folders may know of one another, checked on the compiled classes.
 */
@NullMarked
package io.amsphub.it.architecture;

import org.jspecify.annotations.NullMarked;
