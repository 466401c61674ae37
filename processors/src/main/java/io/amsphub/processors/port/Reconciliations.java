package io.amsphub.processors.port;

import io.amsphub.processors.erp.Reconciliation;

/** What reconciliations have found. */
public interface Reconciliations extends Repository<Reconciliation> {}
