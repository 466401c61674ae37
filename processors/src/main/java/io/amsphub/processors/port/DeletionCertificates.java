package io.amsphub.processors.port;

import io.amsphub.processors.licence.DeletionCertificate;

/** The certificates of deletion. */
public interface DeletionCertificates extends Repository<DeletionCertificate> {}
