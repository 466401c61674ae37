package io.amsphub.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What was built. */
public final class HubVersion {

    /** The version of the hub. */
    public static final String HUB = read("version");

    /** The version of Swagger UI that is on the class path. */
    static final String SWAGGER_UI = read("swagger-ui");

    private HubVersion() {}

    private static String read(String key) {
        Properties properties = new Properties();
        try (InputStream in = HubVersion.class.getResourceAsStream("/hub-version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("hub-version.properties cannot be read", e);
        }
        return properties.getProperty(key, "unknown");
    }
}
