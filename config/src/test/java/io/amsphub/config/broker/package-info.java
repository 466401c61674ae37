@NullMarked
package io.amsphub.config.broker;

import org.jspecify.annotations.NullMarked;
