/**
 * The ERP Tryton 6.0, over its JSON-RPC.
 */
@NullMarked
package io.amsphub.connectors.erp.tryton;

import org.jspecify.annotations.NullMarked;
