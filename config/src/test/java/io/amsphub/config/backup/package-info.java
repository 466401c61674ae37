@NullMarked
package io.amsphub.config.backup;

import org.jspecify.annotations.NullMarked;
