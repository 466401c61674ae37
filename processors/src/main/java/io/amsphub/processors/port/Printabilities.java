package io.amsphub.processors.port;

import io.amsphub.processors.design.Printability;

/** Where judgements of printability are kept. */
public interface Printabilities extends Repository<Printability> {}
