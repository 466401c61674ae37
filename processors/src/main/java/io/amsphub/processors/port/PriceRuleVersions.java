package io.amsphub.processors.port;

import io.amsphub.processors.quote.PriceRules;
import java.util.List;
import java.util.Optional;

/** Every version of the price rules that quotes were ever priced by; none is changed or removed. */
public interface PriceRuleVersions {

    /** Returns a version. */
    Optional<PriceRules> find(String version);

    /** Returns all versions, in the order of their names. */
    List<PriceRules> all();

    /**
     * Keeps versions that are new.
     *
     * @throws IllegalStateException when one is kept with another content
     */
    void keep(List<PriceRules> versions);
}
