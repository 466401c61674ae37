package io.amsphub.config;

import java.util.Locale;

/**
 * One configuration key.
 *
 * @param key as written in hub.properties; as an environment variable in capitals with underscores
 * @param standard the value when nothing is said
 * @param meaning for people
 */
record Setting(String key, String standard, String meaning) {

    /** Returns the name of the environment variable that overrides the key. */
    String variable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
