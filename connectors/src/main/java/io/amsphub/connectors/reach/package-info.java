/** Whether what the hub cannot do without is there. */
@NullMarked
package io.amsphub.connectors.reach;

import org.jspecify.annotations.NullMarked;
