/** A headless Chromium for tests that look at pages, and the console looked at with it. */
@NullMarked
package io.amsphub.it.browser;

import org.jspecify.annotations.NullMarked;
