package io.amsphub.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from system properties, the environment and a file, in that order, and gathers
 * everything that is wrong instead of stopping at the first.
 */
final class SettingsReader {

    private final Properties file;
    private final Map<String, String> environment;
    private final Properties system;
    private final List<String> errors = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    SettingsReader(Properties file, Map<String, String> environment, Properties system) {
        this.file = file;
        this.environment = environment;
        this.system = system;
    }

    String text(Setting setting) {
        known.add(setting.key());
        String fromSystem = system.getProperty(setting.key());
        if (fromSystem != null) {
            return fromSystem.trim();
        }
        String fromEnvironment = environment.get(setting.variable());
        if (fromEnvironment != null) {
            return fromEnvironment.trim();
        }
        return file.getProperty(setting.key(), setting.standard()).trim();
    }

    int port(Setting setting) {
        return read(setting, "a port between 0 and 65535", value -> {
            int port = Integer.parseInt(value);
            return port >= 0 && port <= 65535 ? port : null;
        });
    }

    int count(Setting setting, int least, int most) {
        return read(setting, "a whole number between " + least + " and " + most, value -> {
            int count = Integer.parseInt(value);
            return count >= least && count <= most ? count : null;
        });
    }

    long bytes(Setting setting) {
        return read(setting, "a number of bytes above 0", value -> {
            long bytes = Long.parseLong(value);
            return bytes > 0 ? bytes : null;
        });
    }

    double share(Setting setting) {
        return read(setting, "a share above 0 and up to 0.9", value -> {
            double share = Double.parseDouble(value);
            return share > 0 && share <= 0.9 ? share : null;
        });
    }

    double weight(Setting setting) {
        return read(setting, "a number from 0 to 1000000", value -> {
            double weight = Double.parseDouble(value);
            return weight >= 0 && weight <= 1_000_000 ? weight : null;
        });
    }

    boolean flag(Setting setting) {
        return read(setting, "true or false", value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    Duration duration(Setting setting) {
        return read(setting, "an ISO 8601 duration such as PT60S", value -> {
            Duration duration = Duration.parse(value);
            return duration.isNegative() || duration.isZero() ? null : duration;
        });
    }

    /** Reads a URL; nothing said, or an error, stands for another one. */
    URI url(Setting setting, URI otherwise) {
        return read(setting, "an http or https URL", value -> {
            if (value.isEmpty()) {
                return otherwise;
            }
            URI url = URI.create(value);
            return url.getHost() != null && List.of("http", "https").contains(url.getScheme()) ? url : null;
        });
    }

    String choice(Setting setting, List<String> choices) {
        return read(setting, "one of " + choices, value -> choices.contains(value) ? value : null);
    }

    /** Notes keys in the file that mean nothing: most often a slip of the pen. */
    void refuseUnknown() {
        file.stringPropertyNames().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> errors.add(key + ": there is no such setting; remove it or correct its name"));
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    void error(Setting setting, String what) {
        errors.add(setting.key() + ": " + what);
    }

    /** Reads a value by a parser that returns null, or throws, when it is none. */
    <T> T read(Setting setting, String wanted, Function<String, @Nullable T> parser) {
        String value = text(setting);
        T parsed = null;
        try {
            parsed = parser.apply(value);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            parsed = null;
        }
        if (parsed == null) {
            errors.add(setting.key() + ": '" + value + "' is not " + wanted + "; " + setting.meaning());
            parsed = parser.apply(setting.standard());
        }
        if (parsed == null) {
            throw new IllegalStateException("the standard value of " + setting.key() + " is not " + wanted);
        }
        return parsed;
    }
}
