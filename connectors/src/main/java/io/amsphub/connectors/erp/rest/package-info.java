/**
 * ERPs with a REST or OData interface, described by a mapping file.
 */
@NullMarked
package io.amsphub.connectors.erp.rest;

import org.jspecify.annotations.NullMarked;
