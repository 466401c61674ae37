package io.amsphub.config.simulator.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of identities that takes nothing for granted: the client, the address to come back to, state, nonce and
 * PKCE are asked for, and a code is good once. Whoever is sent to it is signed in at once as the person of the settings.
 */
public final class SimulatedOidc implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIFE_S = 300;

    private final HttpServer server;
    private final String client;
    private final String redirect;
    private final Map<String, Object> person;
    private final List<TokenSigner> signers = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger keyFetches = new AtomicInteger();

    /** What the next tokens say otherwise than they should; for trials of those who take them. */
    private volatile Map<String, Object> lies = Map.of();

    /**
     * A provider that listens on the loopback address.
     *
     * @param client the one client
     * @param redirect where browsers are sent back to
     * @param person what tokens say of the person
     */
    public SimulatedOidc(int port, String client, String redirect, Map<String, Object> person) throws IOException {
        this.client = client;
        this.redirect = redirect;
        this.person = Map.copyOf(person);
        signers.add(TokenSigner.fresh("key-1"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/.well-known/openid-configuration", this::describe);
        server.createContext("/keys", this::keys);
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** Returns what tokens name it. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Signs with a new key from now on; the old one is gone when {@code forget} says so. */
    public void rotate(boolean forget) {
        signers.add(0, TokenSigner.fresh("key-" + UUID.randomUUID()));
        if (forget) {
            signers.subList(1, signers.size()).clear();
        }
    }

    /** Does what a line on standard input says. */
    String control(String line) {
        if (!line.equals("rotate") && !line.equals("replace")) {
            return "rotate or replace, not " + line;
        }
        rotate(line.equals("replace"));
        return "signs with " + keyId();
    }

    /** Has the next tokens say something else. */
    public void lie(Map<String, Object> claims) {
        lies = Map.copyOf(claims);
    }

    /** Returns how often the keys were asked for. */
    public int keyFetches() {
        return keyFetches.get();
    }

    /** Returns the public key that signs now, as it is encoded in certificates. */
    public byte[] publicKey() {
        return signers.get(0).keys().getPublic().getEncoded();
    }

    /** Returns the id of the key that signs now. */
    public String keyId() {
        return signers.get(0).id();
    }

    /** Returns a token for an audience, with some claims otherwise. */
    public String token(String audience, Map<String, ?> otherwise) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new HashMap<>(person);
        claims.putAll(Map.of("iss", issuer(), "aud", audience, "iat", now, "exp", now + LIFE_S));
        claims.putAll(otherwise);
        claims.putAll(lies);
        return signers.get(0).token(claims);
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of(
                        "issuer", issuer(),
                        "authorization_endpoint", issuer() + "/authorize",
                        "token_endpoint", issuer() + "/token",
                        "jwks_uri", issuer() + "/keys",
                        "id_token_signing_alg_values_supported", List.of("RS256")));
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        answer(
                exchange,
                200,
                Map.of("keys", signers.stream().map(TokenSigner::shown).toList()));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = values(exchange.getRequestURI().getRawQuery());
        boolean good = "code".equals(asked.get("response_type"))
                && client.equals(asked.get("client_id"))
                && redirect.equals(asked.get("redirect_uri"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.getOrDefault("code_challenge", "").length() == 43
                && asked.getOrDefault("scope", "").contains("openid")
                && asked.getOrDefault("state", "").length() >= 16
                && asked.getOrDefault("nonce", "").length() >= 16;
        if (!good) {
            answer(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        String state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", redirect + "?code=" + code + "&state=" + state);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                values(new String(exchange.getRequestBody().readNBytes(16 << 10), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        boolean good = asked != null
                && "authorization_code".equals(form.get("grant_type"))
                && client.equals(form.get("client_id"))
                && redirect.equals(form.get("redirect_uri"))
                && challenge(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"));
        if (!good || asked == null) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        String idToken = token(client, Map.of("nonce", asked.getOrDefault("nonce", "")));
        answer(exchange, 200, Map.of("token_type", "Bearer", "id_token", idToken, "access_token", "opaque"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> values(String query) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : String.valueOf(query).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Returns where it listens. */
    public URI address() {
        return URI.create(issuer());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
