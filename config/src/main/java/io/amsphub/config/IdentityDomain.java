package io.amsphub.config;

import io.amsphub.connectors.identity.Argon2Passwords;
import io.amsphub.connectors.identity.OidcProvider;
import io.amsphub.connectors.identity.OidcSettings;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.NodeLeases;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.CredentialResource;
import io.amsphub.processors.api.OidcResource;
import io.amsphub.processors.api.PeopleResource;
import io.amsphub.processors.audit.AuditSeal;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.Lockout;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.port.IdentityProvider;
import io.amsphub.processors.port.Passwords;
import io.amsphub.processors.step.PeopleDesk;
import io.amsphub.processors.step.PersonalDataDesk;
import io.amsphub.processors.step.SignIn;
import io.amsphub.processors.webhook.SecretSeal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects of who comes in, put together by hand. */
final class IdentityDomain {

    private final JpaStore store;
    private final Clock clock;
    private final Sessions sessions;
    private final FailedLogins failures = new FailedLogins(System::nanoTime);
    private final Authentication authentication;
    private final Passwords passwords;
    private final SecretSeal seal;
    private final SignIn signIn;
    private final Path shared;
    private final @Nullable IdentityProvider provider;

    IdentityDomain(HubSettings settings, JpaStore store, Clock clock) {
        this.shared = settings.shared();
        OidcSettings oidc = settings.oidc();
        provider = oidc == null ? null : new OidcProvider(oidc);
        this.store = store;
        this.clock = clock;
        sessions = new Sessions(clock);
        authentication = new Authentication(store.credentials(), sessions, provider, failures);
        passwords = new Argon2Passwords();
        seal = new SecretSeal(KeyFile.of(shared, KeyFile.PEOPLE));
        signIn = new SignIn(
                store.people(),
                passwords,
                seal,
                sessions,
                new Lockout(System::nanoTime),
                failures,
                store.unitOfWork(),
                clock);
    }

    /** Has sessions that are ended here end at the other nodes, and the other way round. */
    void share(NodeLeases nodes) {
        sessions.tellOf(nodes::ended);
        nodes.whenEnded(sessions::endedElsewhere);
    }

    Authentication authentication() {
        return authentication;
    }

    /** Returns who may be at the console. */
    HubConsoleUsers consoleUsers() {
        return new HubConsoleUsers(store, signIn, sessions, clock);
    }

    List<ApiResource> resources() {
        PeopleDesk desk =
                new PeopleDesk(store.people(), store.credentialRegister(), passwords, seal, signIn, sessions, clock);
        PersonalDataDesk personal = new PersonalDataDesk(
                store.people(),
                store.credentialRegister(),
                store.personalRecords(),
                store.auditTrail(),
                new AuditSeal(KeyFile.of(shared, KeyFile.PERSONS)),
                sessions,
                clock);
        return List.of(
                new CredentialResource(store.credentials(), store.credentialRegister(), store.people(), clock),
                new PeopleResource(store.people(), desk, personal, signIn, sessions, store.unitOfWork()),
                new OidcResource(provider, sessions, clock));
    }
}
