/**
 * Business documents of UBL 2.1 over a folder: orders in; responses, despatch advices and invoices out.
 */
@NullMarked
package io.amsphub.connectors.erp.ubl;

import org.jspecify.annotations.NullMarked;
