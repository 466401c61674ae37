package io.amsphub.connectors.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A set of IP networks, written as addresses ({@code 192.0.2.7}) or in CIDR notation ({@code 192.0.2.0/24},
 * {@code fd00::/8}; RFC 4632). Immutable. An IPv4 address that is written as IPv6 ({@code ::ffff:a.b.c.d}) is an IPv4
 * address.
 */
public final class Networks {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    private static final class Network {

        private final byte[] address;
        private final int bits;

        private Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        private boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || ((address[whole] ^ other[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
        }
    }

    /**
     * Reads networks.
     *
     * @throws IllegalArgumentException when one is none
     */
    public static Networks of(String... written) {
        List<Network> networks = new ArrayList<>();
        for (String one : written) {
            networks.add(network(one.trim()));
        }
        return new Networks(networks);
    }

    /**
     * Reads a list with commas; an empty one is the empty set.
     *
     * @throws IllegalArgumentException when one is none
     */
    public static Networks parse(String list) {
        return list.isBlank() ? of() : of(list.split(",", -1));
    }

    private static Network network(String written) {
        int slash = written.indexOf('/');
        String host = slash < 0 ? written : written.substring(0, slash);
        if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + written + "' is no network");
        }
        try {
            byte[] address = InetAddress.getByName(host).getAddress();
            int most = address.length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(written.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("'" + written + "' has no such length");
            }
            return new Network(address, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + written + "' is no network", e);
        }
    }

    /** Returns whether an address is in one of the networks. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(bytes));
    }
}
