package io.amsphub.processors.port;

import io.amsphub.processors.order.NumberRange;

/** Where ranges of numbers are kept. */
public interface NumberRanges extends Repository<NumberRange> {}
