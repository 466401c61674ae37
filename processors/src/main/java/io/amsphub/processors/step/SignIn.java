package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Lockout;
import io.amsphub.processors.identity.PasswordRules;
import io.amsphub.processors.identity.Person;
import io.amsphub.processors.identity.Person.SecondFactor;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.identity.Totp;
import io.amsphub.processors.port.Passwords;
import io.amsphub.processors.port.People;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.webhook.SecretSeal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in by name, password and, where there is one, a code of the second factor. An unknown name, a wrong
 * password and a disabled person are answered alike and take as long. Thread safe; makes its own units of work.
 */
public final class SignIn {

    /** The heading of what everybody may do with the own account, which is all before the first password is changed. */
    public static final String ACCOUNT = "account";

    private final People people;
    private final Passwords passwords;
    private final SecretSeal seal;
    private final Sessions sessions;
    private final Lockout lockout;
    private final FailedLogins failures;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** Brings together what tells people apart, and what slows down those who guess. */
    public SignIn(
            People people,
            Passwords passwords,
            SecretSeal seal,
            Sessions sessions,
            Lockout lockout,
            FailedLogins failures,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.seal = seal;
        this.sessions = sessions;
        this.lockout = lockout;
        this.failures = failures;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Somebody who signed in: the token of the session is shown once. */
    public record SignedIn(Person person, String token) {}

    /**
     * Signs a person in.
     *
     * @param code of the second factor, or a recovery code
     * @param address where it comes from
     * @throws HubException with {@link FailureCode#UNAUTHENTICATED}, {@link FailureCode#CODE_NEEDED} or {@link
     *     FailureCode#TOO_MANY_FAILED_LOGINS}
     */
    public SignedIn enter(String name, String password, @Nullable String code, String address) {
        Duration wait = longer(failures.waitFor(address, name), lockout.waitFor(name));
        if (!wait.isZero()) {
            throw new HubException(
                            FailureCode.TOO_MANY_FAILED_LOGINS,
                            "too many wrong passwords came for this name; this one was not looked at",
                            null,
                            "wait as long as Retry-After says")
                    .retryAfter(wait);
        }
        lockout.tried(name);
        Person person = genuine(name, password).orElseThrow(() -> wrong(address, name));
        if (person.twoFactors() && code == null) {
            throw new HubException(
                    FailureCode.CODE_NEEDED,
                    "the password alone is not enough",
                    "/code",
                    "send the code that the authenticator shows, or a recovery code");
        }
        if (!entered(name, code)) {
            throw wrong(address, name);
        }
        lockout.passed(name);
        failures.passed(address, name);
        return begin(name);
    }

    private Optional<Person> genuine(String name, String password) {
        Optional<Person> known = unitOfWork.call(() -> people.find(name)).filter(Person::enabled);
        if (password.length() > PasswordRules.LONGEST) {
            return Optional.empty();
        }
        if (known.isEmpty()) {
            passwords.waste(password);
        }
        return known.filter(person -> passwords.matches(password, person.passwordHash()));
    }

    /** Uses the code up and notes the sign-in; of two that come with one code the later collides and is refused. */
    private boolean entered(String name, @Nullable String code) {
        return unitOfWork.call(() -> {
            Person person = people.get(name);
            if (person.twoFactors()) {
                SecondFactor left = used(person, code == null ? "" : code);
                if (left == null) {
                    return false;
                }
                person = person.withTotp(left);
            }
            people.update(person.signedIn(clock.instant()));
            return true;
        });
    }

    /** Returns the second factor without a code that is right; null when it is wrong, or was used before. */
    private @Nullable SecondFactor used(Person person, String code) {
        SecondFactor factor = person.totp();
        if (factor == null) {
            return null;
        }
        OptionalLong step = Totp.step(secret(person, factor), code.trim(), clock.instant(), factor.lastStep());
        if (step.isPresent()) {
            return new SecondFactor(factor.sealedSecret(), true, step.getAsLong(), factor.recovery());
        }
        List<String> left = new ArrayList<>(factor.recovery());
        return left.remove(Secrets.sha256(code.trim().toLowerCase(Locale.ROOT)))
                ? new SecondFactor(factor.sealedSecret(), true, factor.lastStep(), left)
                : null;
    }

    /** Returns whether a code is right now, and uses it up. */
    boolean uses(Person person, String code) {
        SecondFactor left = used(person, code);
        if (left != null) {
            people.update(person.withTotp(left));
        }
        return left != null;
    }

    /** Returns the secret of a second factor. */
    String secret(Person person, SecondFactor factor) {
        return seal.open(person.name(), factor.sealedSecret());
    }

    /** Begins a session of a person whom another session has shown to be that. */
    public SignedIn again(String name) {
        return begin(name);
    }

    /** Begins a session, and ends it at once when the person was disabled or got another password meanwhile. */
    private SignedIn begin(String name) {
        Person person = unitOfWork.call(() -> people.get(name));
        String token = sessions.begin(principal(person));
        Person now = unitOfWork.call(() -> people.get(name));
        if (!now.enabled() || !now.passwordHash().equals(person.passwordHash())) {
            sessions.end(token);
            throw refused();
        }
        return new SignedIn(person, token);
    }

    /** Returns who acts when a person does: before the first password is changed only for the own account. */
    public static Principal principal(Person person) {
        Set<String> scopes = person.mustChange()
                ? Set.of(ACCOUNT + ":write")
                : person.groups().stream().map(Grant::ofGroup).collect(Collectors.toUnmodifiableSet());
        return new Principal(person.name(), person.organisation(), person.roles(), new Grant(scopes, null));
    }

    private HubException wrong(String address, String name) {
        failures.failed(address, name);
        return refused();
    }

    private static HubException refused() {
        return new HubException(
                FailureCode.UNAUTHENTICATED,
                "name, password or code is wrong",
                null,
                "check them; an operator can give a new password");
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
