/**
 * Everything outside the platform, each thing behind a port of the domain.
 */
@NullMarked
package io.amsphub.connectors;

import org.jspecify.annotations.NullMarked;
