package io.amsphub.config.console;

import java.security.Principal;

/**
 * One role of the user that logged in.
 *
 * @param name as answered by {@link ConsoleUsers}
 */
public record RolePrincipal(String name) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
