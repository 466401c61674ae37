package io.amsphub.processors.port;

import io.amsphub.processors.licence.HandedCopy;

/** The copies that AM centres are given under licences, by order line. */
public interface HandedCopies extends Repository<HandedCopy> {}
