/**
 * The one class of JavaFX that JCSG loads on its way to a solid. It is here so that the hub needs no JavaFX;
 * nobody but JCSG may use it. See {@code docs/adr/0010-csg.md}.
 */
@NullMarked
package javafx.scene.paint;

import org.jspecify.annotations.NullMarked;
