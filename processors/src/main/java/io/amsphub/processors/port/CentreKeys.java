package io.amsphub.processors.port;

import io.amsphub.processors.licence.CentreKey;

/** The public keys of AM centres, by centre. */
public interface CentreKeys extends Repository<CentreKey> {}
