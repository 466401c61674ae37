/**
 * Licences of designs: who may print them, where, how often and until when.
 */
@NullMarked
package io.amsphub.processors.licence;

import org.jspecify.annotations.NullMarked;
