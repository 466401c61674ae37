package io.amsphub.processors.port;

import io.amsphub.processors.licence.LicensedPrint;

/** The prints that count, or counted, against licences, by the id of the job. */
public interface LicensedPrints extends Repository<LicensedPrint> {}
