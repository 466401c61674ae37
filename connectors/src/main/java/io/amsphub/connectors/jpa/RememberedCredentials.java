package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.CredentialLookup;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.production.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Credentials that remembers for a while whom it has let in, because the broker asks again for every
 * message that a machine sends. Only digests of secrets are remembered, and only of those that fit.
 *
 * <p>A change through this object is felt at once: what was looked up while it was under way is not
 * remembered. A change by another process is felt after the time that something is remembered. While the database is
 * away nothing can have been changed in it: whoever was let in last is let in, until the credential ends.
 */
public final class RememberedCredentials implements Credentials {

    private static final int MOST = 100_000;

    private final Credentials credentials;
    private final Clock clock;
    private final Duration remembered;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Object changing = new Object();
    private long changes;

    /**
     * Remembers what other credentials say.
     *
     * @param remembered how long
     */
    public RememberedCredentials(Credentials credentials, Clock clock, Duration remembered) {
        this.credentials = credentials;
        this.clock = clock;
        this.remembered = remembered;
    }

    /**
     * Calls a listener with each name whose secret was replaced or taken away, once that is certain; whoever is
     * connected under that name is to be let go.
     */
    public void whenEnded(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Notes that another process changed or took away the secret of a name: that is felt at once here as well. */
    public void changedElsewhere(String name) {
        forget();
        ended(name);
    }

    /** Returns who came in when since this was asked before, and forgets it. */
    Map<String, Instant> takeUsed() {
        Map<String, Instant> taken = new HashMap<>();
        used.keySet().forEach(name -> {
            Instant at = used.remove(name);
            if (at != null) {
                taken.put(name, at);
            }
        });
        return taken;
    }

    @Override
    public Optional<Principal> byToken(String token) {
        return known(key(token), () -> credentials.byToken(token));
    }

    @Override
    public Optional<Principal> byPassword(String name, char[] password) {
        return known(key(name, password), () -> credentials.byPassword(name, password));
    }

    /** Returns a lookup that answers at once: it finds who is remembered, and nobody else. */
    public CredentialLookup remembered() {
        return new CredentialLookup() {
            @Override
            public Optional<Principal> byToken(String token) {
                return remembered(key(token), clock.instant());
            }

            @Override
            public Optional<Principal> byPassword(String name, char[] password) {
                return remembered(key(name, password), clock.instant());
            }
        };
    }

    private static String key(String token) {
        return "token " + Secrets.sha256(token);
    }

    private static String key(String name, char[] password) {
        return "password " + Secrets.sha256(new String(password)) + " " + name;
    }

    private Optional<Principal> remembered(String key, Instant now) {
        Known found = known.get(key);
        if (found == null || !now.isBefore(found.until())) {
            return Optional.empty();
        }
        used.put(found.principal().name(), now);
        return Optional.of(found.principal());
    }

    @Override
    public String issue(Principal principal) {
        // nobody is connected under a name that is new, and whoever comes in with it next is not to be let go
        boolean replaced = credentials instanceof CredentialRegister register
                && register.find(principal.name()).isPresent();
        return changed(replaced ? principal.name() : null, () -> credentials.issue(principal));
    }

    @Override
    public void revoke(String name) {
        changed(name, () -> {
            credentials.revoke(name);
            return name;
        });
    }

    private Optional<Principal> known(String key, Supplier<Optional<Principal>> lookup) {
        Instant now = clock.instant();
        Optional<Principal> letIn = remembered(key, now);
        if (letIn.isPresent()) {
            return letIn;
        }
        Known before = known.get(key);
        long change = change();
        Optional<Principal> found;
        try {
            found = lookup.get();
        } catch (DatabaseAwayException e) {
            if (before == null || !before.lives(now)) {
                throw e;
            }
            return Optional.of(before.principal());
        }
        synchronized (changing) {
            if (found.isPresent() && change == changes) {
                if (known.size() >= MOST) {
                    known.clear();
                }
                known.put(key, new Known(found.get(), until(found.get(), now.plus(remembered))));
            } else {
                known.remove(key);
            }
        }
        found.ifPresent(who -> used.put(who.name(), now));
        return found;
    }

    private static Instant until(Principal who, Instant usual) {
        Instant end = who.grant().expiresAt();
        return end == null || usual.isBefore(end) ? usual : end;
    }

    private long change() {
        synchronized (changing) {
            return changes;
        }
    }

    /** Forgets everything before the change and again when it is certain; then tells who listens. */
    private <T> T changed(@Nullable String name, Supplier<T> change) {
        forget();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    forget();
                    if (status == STATUS_COMMITTED) {
                        ended(name);
                    }
                }
            });
            return change.get();
        }
        T result = change.get();
        forget();
        ended(name);
        return result;
    }

    private void ended(@Nullable String name) {
        if (name == null) {
            return;
        }
        listeners.forEach(listener -> listener.accept(name));
    }

    private void forget() {
        synchronized (changing) {
            changes++;
            known.clear();
        }
    }

    private record Known(Principal principal, Instant until) {

        private boolean lives(Instant now) {
            Instant end = principal.grant().expiresAt();
            return end == null || now.isBefore(end);
        }
    }
}
