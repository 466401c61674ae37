package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.port.IdentityProvider;
import io.amsphub.processors.production.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signing in by the provider of identities: authorization code flow with PKCE, state and nonce. What was begun is kept
 * for ten minutes, is good once, and only for the browser that began it. Sources: OpenID Connect Core 1.0 section 3.1, RFC
 * 7636, RFC 9700.
 */
public final class OidcResource implements ApiResource {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST = 1000;
    private static final String PAGE = "make";

    private final @Nullable IdentityProvider provider;
    private final Sessions sessions;
    private final Clock clock;
    private final Map<String, Begun> begun = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Begun> eldest) {
            return size() > MOST;
        }
    });

    /** The resource over a provider; null when there is none. */
    public OidcResource(@Nullable IdentityProvider provider, Sessions sessions, Clock clock) {
        this.provider = provider;
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Begun(String verifier, String nonce, Instant until, String page) {}

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.ownCredential("listSignInProviders", this::list),
                ApiOperation.ownCredential("beginProviderSignIn", this::begin),
                ApiOperation.ownCredential("endProviderSignIn", this::end));
    }

    private HttpReply list(ApiRequest request) {
        List<Map<String, String>> all = provider == null
                ? List.of()
                : List.of(Map.of("name", provider.name(), "begin", "/api/v1/sessions/provider/begin"));
        return HttpReply.json(200, Map.of("items", all));
    }

    private HttpReply begin(ApiRequest request) {
        Instant now = clock.instant();
        String state = Secrets.newToken();
        Begun fresh = new Begun(
                Secrets.newToken() + Secrets.newToken(),
                Secrets.newToken(),
                now.plus(PATIENCE),
                request.query("page").orElse(PAGE));
        begun.put(state, fresh);
        return HttpReply.empty(302)
                .with(
                        "Location",
                        provider()
                                .authorization(state, fresh.nonce(), challenge(fresh.verifier()))
                                .toString())
                .with("Set-Cookie", SessionCookie.begun(state, request.call().secure()))
                .with("Cache-Control", "no-store");
    }

    private HttpReply end(ApiRequest request) {
        IdentityProvider known = provider();
        String state = request.query("state").orElse("");
        boolean sameBrowser =
                SessionCookie.begun(request.call()).filter(state::equals).isPresent();
        Begun mine = sameBrowser ? begun.remove(state) : null;
        String code = request.query("code").orElse("");
        if (mine == null || clock.instant().isAfter(mine.until()) || code.isEmpty()) {
            throw new HubException(
                    FailureCode.UNAUTHENTICATED,
                    "this browser did not begin this sign-in, or it is over",
                    "query state",
                    "begin again at the page");
        }
        Principal who = known.redeem(code, mine.verifier(), mine.nonce());
        return HttpReply.empty(302)
                .with("Location", "/" + mine.page())
                .with(
                        "Set-Cookie",
                        SessionCookie.of(sessions.begin(who), request.call().secure()))
                .with("Cache-Control", "no-store");
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Secrets.sha256().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private IdentityProvider provider() {
        if (provider == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND, "this hub has no provider of identities", null, "set hub.oidc.issuer");
        }
        return provider;
    }
}
