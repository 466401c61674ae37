package io.amsphub.config.console;

import java.security.AccessController;
import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;

/** Who the thread of a request works for. */
final class ConsoleSubject {

    private ConsoleSubject() {}

    /** Returns the name that logged in; empty when nobody did. */
    static String user() {
        return String.join(",", names(UserPrincipal.class));
    }

    /** Returns the roles at the console. */
    static Set<String> roles() {
        return names(RolePrincipal.class);
    }

    /** Hawtio runs Jolokia with {@code Subject.doAs}; up to Java 17 this is the way to the subject. */
    @SuppressWarnings("removal")
    private static Set<String> names(Class<? extends Principal> type) {
        Subject subject = Subject.getSubject(AccessController.getContext());
        return subject == null
                ? Set.of()
                : subject.getPrincipals(type).stream().map(Principal::getName).collect(Collectors.toSet());
    }
}
