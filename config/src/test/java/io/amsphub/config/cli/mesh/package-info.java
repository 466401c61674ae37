@NullMarked
package io.amsphub.config.cli.mesh;

import org.jspecify.annotations.NullMarked;
