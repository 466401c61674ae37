package io.amsphub.it.bench;

/** What is known to hold a scenario back, for its line of the table. */
final class Texts {

    static final String P1 = "";
    static final String P2 = "";
    static final String P2_POSTGRESQL = "";
    static final String P3 = "";
    static final String P3_MEMORY = "";
    static final String P4 = "";
    static final String P5 = "";
    static final String P6 = "";
    static final String P7 = "";
    static final String P8 = "";
    static final String P9 = "";
    static final String P13 = "";

    private Texts() {}
}
