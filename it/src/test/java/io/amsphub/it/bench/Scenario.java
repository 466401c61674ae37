package io.amsphub.it.bench;

import java.util.List;

/** Something that is measured. */
@FunctionalInterface
interface Scenario {

    /** Measures it. */
    List<Row> run(Bench bench) throws Exception;
}
