package io.amsphub.connectors.jpa;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link Credentials} over JPA. Every secret is made by the hub from 192 random bits, so that its
 * SHA-256 is as hard to turn back as the secret is to guess; a secret that a person chooses would need
 * a slow hash, and is not accepted here.
 */
public final class JpaCredentials implements Credentials {

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;

    /** Credentials over a shared entity manager. */
    public JpaCredentials(EntityManager entityManager, UnitOfWork unitOfWork) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public Optional<Principal> byToken(String token) {
        return unitOfWork.call(() -> entityManager
                .createQuery("select c from CredentialRow c where c.secretSha256 = :digest", CredentialRow.class)
                .setParameter("digest", Secrets.sha256(token))
                .getResultList()
                .stream()
                .findFirst()
                .map(JpaCredentials::toPrincipal));
    }

    @Override
    public Optional<Principal> byPassword(String name, char[] password) {
        return unitOfWork.call(() -> Optional.ofNullable(entityManager.find(CredentialRow.class, name))
                .filter(c -> Secrets.matches(new String(password), c.secretSha256))
                .map(JpaCredentials::toPrincipal));
    }

    @Override
    public String issue(Principal principal) {
        String secret = Secrets.newToken();
        unitOfWork.run(() -> {
            CredentialRow row = new CredentialRow();
            row.name = principal.name();
            row.organisation = principal.organisation();
            row.roles = principal.roles().stream().map(Role::name).sorted().collect(Collectors.joining(","));
            row.secretSha256 = Secrets.sha256(secret);
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
            }
        });
    }

    private static Principal toPrincipal(CredentialRow row) {
        Set<Role> roles = Arrays.stream(row.roles.split(",", -1))
                .filter(r -> !r.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        return new Principal(row.name, row.organisation, roles);
    }
}
