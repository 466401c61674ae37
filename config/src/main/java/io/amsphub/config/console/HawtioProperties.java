package io.amsphub.config.console;

import java.util.HashMap;
import java.util.Map;

/** Hawtio is configured by system properties only: all of them are set here. */
final class HawtioProperties {

    private HawtioProperties() {}

    static void set(ConsoleSettings settings) {
        of(settings).forEach(System::setProperty);
    }

    private static Map<String, String> of(ConsoleSettings settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("hawtio.authenticationEnabled", "true");
        properties.put("hawtio.realm", ConsoleJaas.REALM);
        properties.put("hawtio.roles", ConsoleUsers.OPERATOR + "," + ConsoleUsers.AUDITOR);
        properties.put("hawtio.rolePrincipalClasses", RolePrincipal.class.getName());
        // Hawtio's own throttle counts by name alone: anyone could lock an operator out for a day.
        properties.put("hawtio.authenticationThrottled", "false");
        properties.put("hawtio.authenticationContainerDiscoveryClasses", "");
        properties.put("hawtio.keycloakEnabled", "false");
        properties.put("hawtio.disableProxy", "true");
        properties.put("hawtio.http.enableCORS", "false");
        properties.put("hawtio.http.referrerPolicy", "same-origin");
        properties.put("hawtio.sessionTimeout", Long.toString(settings.idle().toSeconds()));
        if (settings.tls() != null) {
            properties.put("hawtio.http.strictTransportSecurity", "max-age=31536000");
        }
        return properties;
    }
}
