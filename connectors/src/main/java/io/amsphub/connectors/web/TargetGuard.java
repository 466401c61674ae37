package io.amsphub.connectors.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides where calls may lead, against server-side request forgery: by scheme, port and spelling, then by every IP
 * address that the name has at the moment. Whoever calls, calls one of the addresses that were looked at, so that a
 * name that leads elsewhere a moment later (DNS rebinding) changes nothing. Thread-safe.
 *
 * <p>Inside are all addresses that IANA's registries of special-purpose addresses (RFC 6890) do not call globally
 * reachable, and all forms in which IPv6 carries an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64 with the
 * well-known prefix). An IPv4 address is written with four decimal numbers; other spellings that some systems read
 * as one (one number, octal, hexadecimal) are refused. A network's own NAT64 prefix is not known here.
 */
public final class TargetGuard {

    private static final int LONGEST = 2000;

    /** The letters of names of hosts; the last label of a name begins with a letter (RFC 3696, section 2). */
    private static final Pattern NAME = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private static final Pattern DECIMAL = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    /** Nobody has business there, whatever is allowed: metadata of clouds, "this host", groups, reserved. */
    private static final Networks NEVER = Networks.of(
            "0.0.0.0/8",
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "fd00:ec2::254",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::",
            "ff00::/8");

    private static final Networks INSIDE = Networks.of(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** All of IPv6 that is given out to the world; everything else is inside. */
    private static final Networks GLOBAL = Networks.of("2000::/3");

    private final TargetPolicy policy;
    private final Resolver resolver;

    /** Finds all addresses of a name. */
    @FunctionalInterface
    public interface Resolver {
        /** Returns the addresses, at least one. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** A guard that asks the system for addresses. */
    public TargetGuard(TargetPolicy policy) {
        this(policy, InetAddress::getAllByName);
    }

    /** A guard that asks somebody else for addresses. */
    public TargetGuard(TargetPolicy policy, Resolver resolver) {
        this.policy = policy;
        this.resolver = resolver;
    }

    /**
     * Looks where an address leads now.
     *
     * @throws HttpFailure {@link HttpFailure.Kind#REFUSED} when it may not be called, {@link HttpFailure.Kind#NAME}
     *     when it leads nowhere
     */
    public Target look(String address) throws HttpFailure {
        URI uri = uri(address);
        boolean tls = scheme(uri);
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused("it has a user name or a fragment; write only scheme, host, port, path and query");
        }
        int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
        if (!policy.ports().contains(port)) {
            throw refused("port " + port + " is not one of " + policy.ports());
        }
        String written = uri.getHost();
        boolean v6 = written.startsWith("[");
        String host = v6 ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
        boolean literal = v6 || DECIMAL.matcher(host).matches();
        if (v6 ? host.indexOf('%') >= 0 : !literal && !NAME.matcher(host).matches()) {
            throw refused("'" + written + "' is neither a name nor an IP address in its usual spelling");
        }
        InetAddress[] found = addresses(host);
        for (InetAddress one : found) {
            Optional<String> objection = objection(one);
            if (objection.isPresent()) {
                String what = literal ? "its address " : "'" + host + "' leads to an address that ";
                throw refused(what + objection.get());
            }
        }
        return new Target(uri, host, port, tls, literal, List.of(found));
    }

    private static URI uri(String address) throws HttpFailure {
        if (address.length() > LONGEST) {
            throw refused("it has more than " + LONGEST + " characters");
        }
        try {
            URI uri = new URI(new URI(address).toASCIIString());
            if (uri.getScheme() == null || uri.getHost() == null) {
                throw refused("it has no scheme or no host; write https://host/path");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw refused("it is no URL: " + e.getReason());
        }
    }

    private boolean scheme(URI uri) throws HttpFailure {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !(policy.plain() && scheme.equals("http"))) {
            throw refused("its scheme is " + scheme + "; it has to be https");
        }
        return tls;
    }

    private InetAddress[] addresses(String host) throws HttpFailure {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new HttpFailure(HttpFailure.Kind.NAME, "'" + host + "' has no address");
        }
    }

    /** What is against an address; its words tell nothing of the network. */
    private Optional<String> objection(InetAddress address) {
        if (NEVER.contains(address)) {
            return Optional.of("is never called");
        }
        boolean inside = INSIDE.contains(address) || (address instanceof Inet6Address && !GLOBAL.contains(address));
        return inside && !policy.inside() && !policy.allowed().contains(address)
                ? Optional.of("is not one of the public network")
                : Optional.empty();
    }

    private static HttpFailure refused(String why) {
        return new HttpFailure(HttpFailure.Kind.REFUSED, why);
    }
}
