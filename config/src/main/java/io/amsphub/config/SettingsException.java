package io.amsphub.config;

import java.util.List;

/** The configuration is wrong; says all that is wrong, each with its key and what to do. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;

    /** A configuration with errors. */
    public SettingsException(List<String> errors) {
        super("the configuration has " + errors.size() + " error(s):\n  " + String.join("\n  ", errors));
        this.errors = List.copyOf(errors);
    }

    /** Returns one line for each error. */
    public List<String> errors() {
        return errors;
    }
}
