/**
 * The catalogue of parametric templates: solids made from named, bounded parameters. Anyone may use it. A new
 * template is one class and one line in {@link io.amsphub.mesh.compose.template.TemplateCatalogue}.
 */
@NullMarked
package io.amsphub.mesh.compose.template;

import org.jspecify.annotations.NullMarked;
