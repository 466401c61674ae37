/**
 * How long a part takes to build and how much feedstock it uses, from its layers and the settings of a
 * machine. Material extrusion is planned move by move; vat, powder bed and binder jetting go by area and
 * height.
 */
@NullMarked
package io.amsphub.mesh.estimate;

import org.jspecify.annotations.NullMarked;
