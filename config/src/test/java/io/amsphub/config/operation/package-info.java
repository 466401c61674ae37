@NullMarked
package io.amsphub.config.operation;

import org.jspecify.annotations.NullMarked;
