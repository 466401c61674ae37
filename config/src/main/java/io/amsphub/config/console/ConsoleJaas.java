package io.amsphub.config.console;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The JAAS configuration that knows the console's realm and asks the one before it for all others.
 * JAAS has one configuration in a process: whoever sets another later must do the same.
 */
final class ConsoleJaas extends Configuration {

    static final String REALM = "amsp-hub-console";

    private final @Nullable Configuration before;
    private final AppConfigurationEntry entry;

    private ConsoleJaas(@Nullable Configuration before, ConsoleUsers users, LoginThrottle throttle) {
        this.before = before;
        this.entry = new AppConfigurationEntry(
                ConsoleLoginModule.class.getName(),
                LoginModuleControlFlag.REQUIRED,
                Map.of(ConsoleLoginModule.USERS, users, ConsoleLoginModule.THROTTLE, throttle));
    }

    static ConsoleJaas install(ConsoleUsers users, LoginThrottle throttle) {
        ConsoleJaas jaas = new ConsoleJaas(installed(), users, throttle);
        Configuration.setConfiguration(jaas);
        return jaas;
    }

    /** Puts the configuration before this one back, unless another was set since. */
    void uninstall() {
        if (installed() == this) {
            Configuration.setConfiguration(before);
        }
    }

    private static @Nullable Configuration installed() {
        try {
            return Configuration.getConfiguration();
        } catch (SecurityException e) {
            return null; // what the JDK answers when there is no configuration file
        }
    }

    @Override
    public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String realm) {
        if (REALM.equals(realm)) {
            return new AppConfigurationEntry[] {entry};
        }
        return before == null ? null : before.getAppConfigurationEntry(realm);
    }
}
