package io.amsphub.processors.port;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.nesting.Build;
import java.util.Optional;

/** Where builds are kept. */
public interface Builds extends Repository<Build> {

    /** Returns the newest build that a rule of a centre has asked for, of one process and feedstock. */
    Optional<Build> latestAutomatic(String amCentre, ProcessCategory processCategory, String feedstock);
}
