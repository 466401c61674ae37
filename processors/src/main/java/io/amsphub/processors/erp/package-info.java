/**
 * What hub and ERP say to each other: documents, sales, tasks, links, and what reconciliation finds.
 */
@NullMarked
package io.amsphub.processors.erp;

import org.jspecify.annotations.NullMarked;
