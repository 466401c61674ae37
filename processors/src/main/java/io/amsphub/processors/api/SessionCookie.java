package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie that holds the token of a session: not to be read by scripts, not sent by pages of other sites, and over
 * TLS not sent without it.
 *
 * <p>What changes something under a cookie must come from a page of the hub itself, by {@code Sec-Fetch-Site} or, from
 * browsers that do not send it, by {@code Origin}. Source: OWASP Cross-Site Request Forgery Prevention.
 */
final class SessionCookie {

    private static final String NAME = "amsp-session";
    private static final String BEGUN = "amsp-begun";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private SessionCookie() {}

    static String of(String token, boolean secure) {
        return NAME + "=" + token + attributes(secure);
    }

    static String gone(boolean secure) {
        return NAME + "=" + attributes(secure) + "; Max-Age=0";
    }

    /** The cookie by which a browser shows, coming back from a provider, that it was sent there. */
    static String begun(String state, boolean secure) {
        return BEGUN + "=" + state + "; Path=/api/v1/sessions/provider; HttpOnly; SameSite=Lax; Max-Age=600"
                + (secure ? "; Secure" : "");
    }

    static Optional<String> begun(HttpCall call) {
        return value(call, BEGUN);
    }

    private static String attributes(boolean secure) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    static Optional<String> token(HttpCall call) {
        return value(call, NAME);
    }

    private static Optional<String> value(HttpCall call, String name) {
        return call.header("Cookie").flatMap(header -> Arrays.stream(header.split(";", -1))
                .map(String::trim)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .filter(token -> !token.isEmpty())
                .findFirst());
    }

    /**
     * Refuses what changes something and does not come from a page of the hub.
     *
     * @throws HubException with {@link FailureCode#CROSS_SITE}
     */
    static void requireSameSite(HttpCall call) {
        if (READING.contains(call.method())) {
            return;
        }
        Optional<String> site = call.header("Sec-Fetch-Site");
        boolean own = site.isPresent()
                ? site.get().equals("same-origin")
                : call.header("Origin").filter(origin -> sameHost(origin, call)).isPresent();
        if (!own) {
            throw new HubException(
                    FailureCode.CROSS_SITE,
                    "a session changes something from pages of the hub only",
                    "Origin",
                    "programs send Authorization: Bearer <API key>");
        }
    }

    private static boolean sameHost(String origin, HttpCall call) {
        int scheme = origin.indexOf("://");
        return scheme > 0
                && call.header("Host")
                        .filter(host -> host.equalsIgnoreCase(origin.substring(scheme + 3)))
                        .isPresent();
    }
}
