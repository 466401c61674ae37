package io.amsphub.config.console;

import java.security.Principal;

/**
 * The name that logged in. Hawtio finds it by the simple name of this class.
 *
 * @param name as given to {@link ConsoleUsers}
 */
public record UserPrincipal(String name) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
