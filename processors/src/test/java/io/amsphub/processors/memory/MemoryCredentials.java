package io.amsphub.processors.memory;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.production.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Credentials in memory. */
public final class MemoryCredentials implements Credentials {

    private final Map<String, Principal> principals = new TreeMap<>();
    private final Map<String, String> secrets = new TreeMap<>();

    @Override
    public Optional<Principal> byToken(String token) {
        return secrets.entrySet().stream()
                .filter(e -> e.getValue().equals(token))
                .map(e -> principals.get(e.getKey()))
                .findFirst();
    }

    @Override
    public Optional<Principal> byPassword(String name, char[] password) {
        return Optional.ofNullable(principals.get(name)).filter(p -> new String(password).equals(secrets.get(name)));
    }

    @Override
    public String issue(Principal principal) {
        String secret = Secrets.newToken();
        principals.put(principal.name(), principal);
        secrets.put(principal.name(), secret);
        return secret;
    }

    @Override
    public void revoke(String name) {
        principals.remove(name);
        secrets.remove(name);
    }
}
