package io.amsphub.config.console;

import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.jspecify.annotations.Nullable;

/**
 * Asks the hub's {@link ConsoleUsers}, through the throttle. JAAS makes an instance for each login
 * and finds the class by its name, which is why it is public.
 */
public final class ConsoleLoginModule implements LoginModule {

    static final String USERS = "users";
    static final String THROTTLE = "throttle";

    private static final int LONGEST = 256;

    private Subject subject = new Subject();
    private @Nullable CallbackHandler handler;
    private @Nullable ConsoleUsers users;
    private @Nullable LoginThrottle throttle;
    private final Set<Principal> principals = new LinkedHashSet<>();

    /** Called by JAAS. */
    public ConsoleLoginModule() {
        // everything comes with initialize
    }

    @Override
    public void initialize(
            Subject subject,
            @Nullable CallbackHandler callbackHandler,
            Map<String, ?> sharedState,
            Map<String, ?> options) {
        this.subject = subject;
        this.handler = callbackHandler;
        this.users = (ConsoleUsers) options.get(USERS);
        this.throttle = (LoginThrottle) options.get(THROTTLE);
    }

    @Override
    public boolean login() throws LoginException {
        if (handler == null || users == null || throttle == null) {
            throw new LoginException("no credentials to check, or nothing to check them with");
        }
        NameCallback name = new NameCallback("user");
        PasswordCallback password = new PasswordCallback("password", false);
        ask(handler, name, password);
        String user = name.getName();
        char[] secret = password.getPassword();
        password.clearPassword();
        if (user == null || user.isEmpty() || user.length() > LONGEST || secret == null || secret.length > LONGEST) {
            throw new FailedLoginException("wrong user or password");
        }
        ConsoleUsers checker = users;
        try {
            Set<String> roles = throttle.check(user, () -> checker.authenticate(user, secret))
                    .orElseThrow(() -> new FailedLoginException("wrong user or password"));
            principals.add(new UserPrincipal(user));
            roles.stream().map(RolePrincipal::new).forEach(principals::add);
            return true;
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static void ask(CallbackHandler handler, Callback... callbacks) throws LoginException {
        try {
            handler.handle(callbacks);
        } catch (IOException | UnsupportedCallbackException e) {
            LoginException failure = new LoginException("the console takes a user and a password only");
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public boolean commit() {
        return subject.getPrincipals().addAll(principals);
    }

    @Override
    public boolean abort() {
        return logout();
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().removeIf(p -> p instanceof UserPrincipal || p instanceof RolePrincipal);
        principals.clear();
        return true;
    }
}
