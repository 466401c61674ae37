package io.amsphub.processors.port;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is kept of persons across all kinds of records. Takes part in the current unit of work. */
public interface PersonalRecords {

    /**
     * A record that tells of a person.
     *
     * @param kind of what kind it is
     * @param id its id
     * @param organisation whose it is
     * @param fields what it tells, by JSON pointer
     */
    record Kept(String kind, String id, String organisation, Map<String, String> fields) {}

    /** Returns what is kept of a person, but for the account and the audit. */
    List<Kept> of(String name);

    /** Returns the ids of orders of a person that are not delivered or given up. */
    List<String> openOrders(String name);

    /**
     * Returns whether everybody who copies events has come as far as the last one by a person: until then a copy may
     * be under way that {@link #replace} does not see.
     */
    boolean settled(String name, Set<String> readers);

    /**
     * Puts a pseudonym in the place of a person wherever it is named, and takes away what it wrote and its addresses.
     * Invoices, and certificates of deletion, which are signed, stay as they are.
     *
     * @return how many records were changed, by kind
     * @throws io.amsphub.processors.failure.HubException when another change of a record came first
     */
    Map<String, Integer> replace(String name, String pseudonym);
}
