package io.amsphub.processors.port;

import io.amsphub.processors.design.Design;

/** Where designs are kept. */
public interface Designs extends Repository<Design> {}
