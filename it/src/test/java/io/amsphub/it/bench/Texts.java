package io.amsphub.it.bench;

/** What is known to hold a scenario back, for its line of the table. */
final class Texts {

    static final String P1 =
            "nothing alone: of the processor time a third is Vert.x's router and its handlers, a third Camel's REST routing, a seventh a transaction that a read does not need; the change from event loop to worker thread costs time";
    static final String P2 =
            "about ten statements by JPA for one row of JDBC (quote, order, event, outbox, kept reply), HTTP, contract; HSQLDB forces the disk for each commit, and planning takes its turns at it";
    static final String P2_POSTGRESQL =
            "the same statements, each a round trip to the server; commits are forced together";
    static final String P3 =
            "SHA-256 and AES-256-GCM run on the thread that reads, and the file that grows is written beside the sealed one";
    static final String P3_MEMORY = "nothing: buffers of 64 KiB";
    static final String P4 =
            "one reader keeps the order of each machine's reports: it reads and writes one row of JSON for each, half of its time in the flush and the commit";
    static final String P5 =
            "one reader takes each from the queue and reads its JSON to see whether more than figures changed; of each machine one in two seconds goes into the database";
    static final String P6 =
            "HTTP, a commit of the database and the read of the outbox come before what the partner does";
    static final String P7 = "each machine is authenticated and authorised, and each last will goes into the database";
    static final String P8 = "nothing known; 100,000 was not run";
    static final String P9 =
            "mappings of Hibernate and some 300 routes of Camel on two cores; the journal is small, 1 GB was not tried";
    static final String P13 = "entities and their comparison at the flush; batches of 50";

    private Texts() {}
}
