package io.amsphub.connectors.jpa;

import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link Credentials} over JPA. Every secret is made by the hub from 192 random bits, so that its
 * SHA-256 is as hard to turn back as the secret is to guess; a secret that a person chooses would need
 * a slow hash, and is not accepted here.
 */
public final class JpaCredentials implements Credentials, CredentialRegister {

    private static final int NAMES_AT_ONCE = 500;

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private volatile Consumer<String> ended = name -> {};

    /** Credentials over a shared entity manager, whose ends are told by a clock. */
    public JpaCredentials(EntityManager entityManager, UnitOfWork unitOfWork, Clock clock) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Calls a listener, in the unit of work of the change, with each name whose secret is replaced or taken away. */
    void whenEnding(Consumer<String> listener) {
        ended = listener;
    }

    @Override
    public Optional<Principal> byToken(String token) {
        return unitOfWork.call(() -> good(entityManager
                .createQuery("select c from CredentialRow c where c.secretSha256 = :digest", CredentialRow.class)
                .setParameter("digest", Secrets.sha256(token))
                .getResultList()
                .stream()));
    }

    @Override
    public Optional<Principal> byPassword(String name, char[] password) {
        return unitOfWork.call(() -> good(Stream.ofNullable(entityManager.find(CredentialRow.class, name))
                .filter(c -> Secrets.matches(new String(password), c.secretSha256))));
    }

    private Optional<Principal> good(Stream<CredentialRow> found) {
        Instant now = clock.instant();
        return found.findFirst().map(JpaCredentials::toPrincipal).filter(who -> !who.grant()
                .over(now));
    }

    @Override
    public String issue(Principal principal) {
        String secret = Secrets.newToken();
        unitOfWork.run(() -> {
            CredentialRow row = new CredentialRow();
            row.name = principal.name();
            row.organisation = principal.organisation();
            row.roles = principal.roles().stream().map(Role::name).sorted().collect(Collectors.joining(","));
            row.scopes = principal.grant().scopes().stream().sorted().collect(Collectors.joining(","));
            row.expiresAt = principal.grant().expiresAt();
            row.createdAt = clock.instant();
            row.secretSha256 = Secrets.sha256(secret);
            if (entityManager.find(CredentialRow.class, row.name) != null) {
                ended.accept(row.name);
            }
            entityManager.merge(row);
        });
        return secret;
    }

    @Override
    public void revoke(String name) {
        unitOfWork.run(() -> {
            CredentialRow row = entityManager.find(CredentialRow.class, name);
            if (row != null) {
                entityManager.remove(row);
                ended.accept(name);
            }
        });
    }

    @Override
    public Page<Known> page(PageRequest request) {
        String after = request.after();
        List<CredentialRow> rows = entityManager
                .createQuery(
                        "select c from CredentialRow c where c.name > :after"
                                + " and concat(',', c.roles, ',') like concat('%,', :role, '%') order by c.name",
                        CredentialRow.class)
                .setParameter("after", after == null ? "" : after)
                .setParameter("role", request.filters().getOrDefault("role", ""))
                .setMaxResults(request.limit() + 1)
                .getResultList();
        boolean more = rows.size() > request.limit();
        List<CredentialRow> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(JpaCredentials::toKnown).toList(), more ? shown.get(shown.size() - 1).name : null);
    }

    @Override
    public Optional<Known> find(String name) {
        return Optional.ofNullable(entityManager.find(CredentialRow.class, name))
                .map(JpaCredentials::toKnown);
    }

    /** Notes when credentials were last used, to the second: thousands of machines that come at once are a few statements. */
    void used(Map<String, Instant> at) {
        Map<Instant, List<String>> bySecond = at.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getValue().truncatedTo(ChronoUnit.SECONDS),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        unitOfWork.run(() -> bySecond.forEach(this::used));
    }

    private void used(Instant when, List<String> names) {
        for (int from = 0; from < names.size(); from += NAMES_AT_ONCE) {
            entityManager
                    .createQuery("update CredentialRow c set c.lastUsedAt = :at where c.name in :names")
                    .setParameter("at", when)
                    .setParameter("names", names.subList(from, Math.min(names.size(), from + NAMES_AT_ONCE)))
                    .executeUpdate();
        }
    }

    private static Known toKnown(CredentialRow row) {
        return new Known(toPrincipal(row), row.createdAt, row.lastUsedAt);
    }

    private static Principal toPrincipal(CredentialRow row) {
        Set<Role> roles = words(row.roles).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
        Set<String> scopes = words(row.scopes).collect(Collectors.toUnmodifiableSet());
        return new Principal(row.name, row.organisation, roles, new Grant(scopes, row.expiresAt));
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",", -1)).filter(word -> !word.isEmpty());
    }
}
