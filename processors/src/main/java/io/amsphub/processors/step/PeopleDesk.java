package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.PasswordRules;
import io.amsphub.processors.identity.Person;
import io.amsphub.processors.identity.Person.SecondFactor;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.identity.Totp;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.Passwords;
import io.amsphub.processors.port.People;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.webhook.SecretSeal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do with people, and people with their own accounts. Must be called in a unit of work. */
public final class PeopleDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleDesk.class);
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LENGTH = 16;
    private static final long NEVER = -1;
    private static final String ISSUER = "AMSP Hub";

    private final People people;
    private final CredentialRegister credentials;
    private final Passwords passwords;
    private final SecretSeal seal;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Clock clock;

    /** Brings together what is known of people. */
    public PeopleDesk(
            People people,
            CredentialRegister credentials,
            Passwords passwords,
            SecretSeal seal,
            SignIn signIn,
            Sessions sessions,
            Clock clock) {
        this.people = people;
        this.credentials = credentials;
        this.passwords = passwords;
        this.seal = seal;
        this.signIn = signIn;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A person and the password for the first time, which is shown once. */
    public record Given(Person person, String password) {}

    /** The secret of a second factor, shown once, and as an address that authenticators read. */
    public record Begun(String secret, String uri) {}

    /** Adds a person, who works with machines of some groups or, when they are empty, of all, and has to change the password at the first sign-in. */
    public Given add(String name, String organisation, Set<Role> roles, Set<String> groups, Principal who) {
        if (Principal.RESERVED.contains(name)
                || people.find(name).isPresent()
                || credentials.find(name).isPresent()) {
            throw new HubException(FailureCode.NAME_TAKEN, name + " is somebody already", "/name", "take another name");
        }
        String password = Secrets.newToken();
        Person added = people.add(new Person(
                name,
                organisation,
                roles,
                groups,
                true,
                passwords.hash(password),
                true,
                null,
                clock.instant(),
                null,
                0));
        LOG.info("{} added {} of {} with the roles {}", who.name(), name, organisation, roles);
        return new Given(added, password);
    }

    /** Gives a new password for the first time; with it the second factor is gone, because it may be what was lost. */
    public Given reset(Person person, Principal who) {
        String password = Secrets.newToken();
        Person changed = people.update(
                person.withPassword(passwords.hash(password), true).withTotp(null));
        sessions.endAll(person.name());
        LOG.info("{} gave {} a new password", who.name(), person.name());
        return new Given(changed, password);
    }

    /** Lets a person sign in, or not any more; then all sessions end. */
    public Person enable(Person person, boolean enabled, Principal who) {
        Person changed = people.update(person.withEnabled(enabled));
        if (!enabled) {
            sessions.endAll(person.name());
        }
        LOG.info("{} {} {}", who.name(), enabled ? "enabled" : "disabled", person.name());
        return changed;
    }

    /** Changes the own password; all sessions of the person end. */
    public Person change(Person person, String old, String fresh) {
        if (!passwords.matches(old, person.passwordHash())) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    "the old password is another one",
                    "/old",
                    "type the one that you signed in with");
        }
        PasswordRules.require(person.name(), fresh);
        if (fresh.equals(old)) {
            throw new HubException(FailureCode.PASSWORD_WEAK, "it is the old one", "/password", "take another one");
        }
        Person changed = people.update(person.withPassword(passwords.hash(fresh), false));
        sessions.endAll(person.name());
        return changed;
    }

    /** Makes a secret for a second factor, which counts once a code of it was shown. */
    public Begun beginFactor(Person person) {
        if (person.twoFactors()) {
            throw new HubException(
                    FailureCode.SECOND_FACTOR, "there is one already", null, "remove it with a code of it first");
        }
        String secret = Totp.newSecret();
        people.update(person.withTotp(new SecondFactor(seal.seal(person.name(), secret), false, NEVER, List.of())));
        return new Begun(secret, Totp.uri(ISSUER, person.name(), secret));
    }

    /** Asks for codes from now on; returns recovery codes, which are shown once and good once each. */
    public List<String> activateFactor(Person person, String code) {
        SecondFactor factor = person.totp();
        if (factor == null || factor.active()) {
            throw new HubException(
                    FailureCode.SECOND_FACTOR,
                    factor == null ? "there is none" : "it is active already",
                    null,
                    "begin with a new secret");
        }
        OptionalLong step = Totp.step(signIn.secret(person, factor), code.trim(), clock.instant(), NEVER);
        if (step.isEmpty()) {
            throw wrongCode();
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(Secrets.newToken().toLowerCase(Locale.ROOT).substring(0, RECOVERY_LENGTH));
        }
        List<String> digests = codes.stream().map(Secrets::sha256).toList();
        people.update(person.withTotp(new SecondFactor(factor.sealedSecret(), true, step.getAsLong(), digests)));
        return codes;
    }

    /** Takes the second factor away from the own account. */
    public void removeFactor(Person person, String code) {
        if (person.twoFactors() && !signIn.uses(person, code)) {
            throw wrongCode();
        }
        people.update(people.get(person.name()).withTotp(null));
        sessions.endAll(person.name());
    }

    private static HubException wrongCode() {
        return new HubException(
                FailureCode.FORBIDDEN, "the code is wrong, or was used before", "/code", "wait for the next code");
    }
}
