package io.amsphub.it.bench;

/** What is known to hold a scenario back, for its line of the table. */
final class Texts {

    static final String P1 =
            "answered before router, routes and workers (ADR 53); of what is left above the partner the digest of the secret, the count of failed attempts and five headers more are most";
    static final String P2 =
            "about ten statements by JPA for one row of JDBC (quote, order, event, outbox, kept reply), HTTP, contract; placing one takes the hub's processors about 0.9 ms, a commit of the partner is bound by the disk";
    static final String P2_POSTGRESQL =
            "the same statements, each a round trip to the server; commits are forced together";
    static final String P3 =
            "two files are written, the one that grows and the sealed one beside it, hashed and sealed by AES-256-GCM";
    static final String P3_MEMORY = "nothing: buffers of 64 KiB";
    static final String P4 =
            "broker, reader and database share two cores; each state is a row of JSON that is read and written";
    static final String P5 =
            "nothing: each is read by its JSON to see whether more than figures changed, and of each machine one in two seconds goes into the database; the reader of the partner takes them by MQTT, the hub in its process";
    static final String P6 =
            "HTTP, a commit of the database and the read of the outbox come before what the partner does";
    static final String P7 = "each machine is authenticated and authorised, and each last will goes into the database";
    static final String P8 = "nothing known; 100,000 was not run";
    static final String P9 =
            "mappings of Hibernate and some 300 routes of Camel on two cores; the journal is small, 1 GB was not tried";
    static final String P13 = "entities and their comparison at the flush; batches of 50";

    private Texts() {}
}
