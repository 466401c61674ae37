@NullMarked
package io.amsphub.config.console;

import org.jspecify.annotations.NullMarked;
