package io.amsphub.connectors.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.amsphub.connectors.web.TimedHttp;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider of identities by OpenID Connect 1.0. Its description is read when it is first needed. Tokens are signed by
 * keys of the provider with an asymmetric algorithm, name it as their issuer and the hub as their audience, and are not
 * over; all others are of nobody. A key that is not known has the keys fetched again, not more often than the settings
 * say. Sources: OpenID Connect Core 1.0 and Discovery 1.0, RFC 7519, RFC 8725, RFC 9068.
 */
public final class OidcProvider implements IdentityProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20;
    private static final long KEYS_GOOD_MS = Duration.ofHours(1).toMillis();
    private static final int NAME = 100;

    /** What the provider signs with: never what a public key could be mistaken for the secret of. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

    private final OidcSettings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private @Nullable Described described;

    /** A provider that is not asked yet. */
    public OidcProvider(OidcSettings settings) {
        this.settings = settings;
    }

    /** The provider as it describes itself, and the keys that it signs with. */
    private record Described(URI authorization, URI token, JWKSource<SecurityContext> keys) {}

    @Override
    public String name() {
        return settings.label();
    }

    @Override
    public Optional<Principal> byToken(String token) {
        try {
            JWTClaimsSet claims = claims(token, settings.audience());
            return Optional.of(principal(claims));
        } catch (BadJOSEException | ParseException e) {
            LOG.debug("a token is of nobody: {}", e.getMessage());
            return Optional.empty();
        } catch (JOSEException e) {
            throw unreachable(e);
        }
    }

    private JWTClaimsSet claims(String token, String audience) throws ParseException, BadJOSEException, JOSEException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, described().keys()));
        DefaultJWTClaimsVerifier<SecurityContext> verifier = new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
                Set.of("exp", settings.nameClaim(), settings.organisationClaim()));
        verifier.setMaxClockSkew((int) settings.skew().toSeconds());
        processor.setJWTClaimsSetVerifier(verifier);
        return processor.process(token, null);
    }

    /** The names of people of the provider never are those of others: they have its host before them. */
    private Principal principal(JWTClaimsSet claims) throws ParseException, BadJOSEException {
        String name = String.valueOf(claims.getClaim(settings.nameClaim()));
        String organisation = String.valueOf(claims.getClaim(settings.organisationClaim()));
        if (name.isBlank() || name.length() > NAME || !organisation.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new BadJOSEException("name or organisation cannot be");
        }
        Object said = claims.getClaim(settings.rolesClaim());
        List<?> words = said instanceof List<?> list
                ? list
                : Arrays.asList(String.valueOf(said).split("[ ,]+", -1));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : EnumSet.complementOf(EnumSet.of(Role.DEVICE, Role.PARTNER))) {
            if (words.contains(role.name())) {
                roles.add(role);
            }
        }
        Date end = claims.getExpirationTime();
        return new Principal(
                "oidc:" + settings.issuer().getHost() + ":" + name,
                organisation,
                roles,
                new Grant(Set.of(), end.toInstant().plus(settings.skew())));
    }

    @Override
    public URI authorization(String state, String nonce, String challenge) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "response_type",
                "code",
                "scope",
                "openid profile",
                "client_id",
                settings.clientId(),
                "redirect_uri",
                settings.redirect().toString(),
                "state",
                state,
                "nonce",
                nonce,
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256"));
        String begin = described().authorization().toString();
        return URI.create(begin + (begin.contains("?") ? "&" : "?") + Form.of(query));
    }

    @Override
    public Principal redeem(String code, String verifier, String nonce) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "code_verifier",
                verifier,
                "client_id",
                settings.clientId(),
                "redirect_uri",
                settings.redirect().toString()));
        if (!settings.clientSecret().isEmpty()) {
            form.put("client_secret", settings.clientSecret());
        }
        JsonNode answer = send(HttpRequest.newBuilder(described().token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Form.of(form))));
        try {
            JWTClaimsSet claims = claims(answer.path("id_token").asText(), settings.clientId());
            if (!nonce.equals(claims.getStringClaim("nonce"))) {
                throw refused("the token is for another sign-in");
            }
            Principal who = principal(claims);
            // the session has its own end; the token was for coming in only
            return new Principal(who.name(), who.organisation(), who.roles());
        } catch (BadJOSEException | ParseException e) {
            LOG.warn("the provider of identities gave a token that is not good: {}", e.getMessage());
            throw refused("the token of the provider is not good");
        } catch (JOSEException e) {
            throw unreachable(e);
        }
    }

    private synchronized Described described() {
        Described known = described;
        if (known != null) {
            return known;
        }
        JsonNode document =
                send(HttpRequest.newBuilder(URI.create(settings.issuer() + "/.well-known/openid-configuration"))
                        .GET());
        if (!document.path("issuer").asText().equals(settings.issuer().toString())) {
            throw refused("the provider calls itself " + document.path("issuer").asText());
        }
        try {
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            URI.create(document.path("jwks_uri").asText()).toURL())
                    .cache(KEYS_GOOD_MS, PATIENCE.toMillis() * 2)
                    .rateLimited(settings.pause().toMillis())
                    .build();
            Described fresh = new Described(
                    URI.create(document.path("authorization_endpoint").asText()),
                    URI.create(document.path("token_endpoint").asText()),
                    keys);
            described = fresh;
            return fresh;
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(e);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            TimedHttp.Answer answer =
                    TimedHttp.send(http, request.timeout(PATIENCE).build(), MOST_BYTES);
            if (answer.status() != 200) {
                throw refused("the provider answers HTTP " + answer.status());
            }
            return Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw refused("the provider's answer is no JSON");
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private static HubException refused(String why) {
        return new HubException(FailureCode.UNAUTHENTICATED, why, null, "begin again; tell an operator if it stays");
    }

    private static HubException unreachable(Exception cause) {
        HubException refusal = new HubException(
                FailureCode.TOO_BUSY, "the provider of identities cannot be asked", null, "try again later");
        refusal.initCause(cause);
        return refusal;
    }
}
