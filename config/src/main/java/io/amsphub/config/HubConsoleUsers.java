package io.amsphub.config;

import io.amsphub.config.console.ConsoleUsers;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Person;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.step.SignIn;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may be at the console: whoever has a credential or a password, without any limits. Who has a second factor types
 * its code, or a recovery code, behind the password and a blank.
 */
final class HubConsoleUsers implements ConsoleUsers {

    private static final Logger LOG = LoggerFactory.getLogger(HubConsoleUsers.class);

    /** In the place of an address, with the name: the console counts addresses itself, and nobody locks out others. */
    private static final String CONSOLE = "console ";

    private final JpaStore store;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Clock clock;

    HubConsoleUsers(JpaStore store, SignIn signIn, Sessions sessions, Clock clock) {
        this.store = store;
        this.signIn = signIn;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A credential is looked at first; a name without one takes as long as a wrong password, person or not. */
    @Override
    public Optional<Set<String>> authenticate(String user, char[] password) {
        return store.credentials()
                .byPassword(user, password)
                .or(() -> signedIn(user, new String(password)))
                .filter(HubConsoleUsers::unlimited)
                .map(HubConsoleUsers::roles);
    }

    private Optional<Principal> signedIn(String user, String typed) {
        boolean twoFactors = store.unitOfWork()
                .call(() -> store.people().find(user))
                .filter(Person::twoFactors)
                .isPresent();
        int blank = twoFactors ? typed.lastIndexOf(' ') : -1;
        String code = blank < 0 ? null : typed.substring(blank + 1);
        try {
            SignIn.SignedIn entered =
                    signIn.enter(user, blank < 0 ? typed : typed.substring(0, blank), code, CONSOLE + user);
            sessions.end(entered.token()); // the console has sessions of its own
            return Optional.of(SignIn.principal(entered.person()));
        } catch (HubException e) {
            LOG.info("{} was not let in at the console: {}", user, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean mayStay(String user, Set<String> roles) {
        return principal(user)
                .filter(HubConsoleUsers::unlimited)
                .filter(who -> roles(who).containsAll(roles))
                .isPresent();
    }

    /** Returns who a name is now; empty when it may not come in any more. */
    Optional<Principal> principal(String user) {
        return store.unitOfWork().call(() -> store.people()
                .find(user)
                .filter(Person::enabled)
                .map(SignIn::principal)
                .or(() -> store.credentialRegister()
                        .find(user)
                        .map(CredentialRegister.Known::principal)
                        .filter(who -> !who.grant().over(clock.instant()))));
    }

    private static boolean unlimited(Principal who) {
        return who.grant().scopes().isEmpty();
    }

    private static Set<String> roles(Principal who) {
        return who.roles().stream().map(Role::name).collect(Collectors.toUnmodifiableSet());
    }
}
