package io.amsphub.connectors.web;

import java.util.BitSet;

/** A set of TCP ports, written as {@code 443,8000-8999}. Immutable. */
public final class Ports {

    private static final int MOST = 65535;

    private final BitSet ports = new BitSet();

    private Ports() {}

    /** Returns all ports. */
    public static Ports all() {
        return parse("1-" + MOST);
    }

    /**
     * Reads a set.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Ports parse(String list) {
        Ports read = new Ports();
        for (String one : list.split(",", -1)) {
            String[] ends = one.trim().split("-", 2);
            int first = Integer.parseInt(ends[0]);
            int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
            if (first < 1 || last > MOST || first > last) {
                throw new IllegalArgumentException("'" + one + "' are no ports");
            }
            read.ports.set(first, last + 1);
        }
        return read;
    }

    /** Returns whether a port is among them. */
    public boolean contains(int port) {
        return port > 0 && ports.get(port);
    }

    @Override
    public String toString() {
        return ports.cardinality() > 10 ? ports.cardinality() + " ports" : ports.toString();
    }
}
