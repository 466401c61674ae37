package io.amsphub.processors.port;

import io.amsphub.processors.order.CostCentre;

/** Where cost centres are kept. */
public interface CostCentres extends Repository<CostCentre> {}
