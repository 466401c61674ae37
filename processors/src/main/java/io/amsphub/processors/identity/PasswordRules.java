package io.amsphub.processors.identity;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Locale;
import java.util.Set;

/** What a password must be like: long, and not to be guessed from the name. Nothing is asked of its kinds of characters. */
public final class PasswordRules {

    /** The shortest password. */
    public static final int SHORTEST = 12;

    /** The longest one that is looked at. */
    public static final int LONGEST = 128;

    private static final int DIFFERENT = 5;
    private static final int PART_OF_NAME = 4;
    private static final Set<String> KNOWN = Set.of(
            "password1234", "passwordpassword", "123456789012", "qwertyuiop12", "administrator", "letmeinletmein");

    private PasswordRules() {}

    /**
     * Refuses a password.
     *
     * @throws HubException with {@link FailureCode#PASSWORD_WEAK}, and what is wrong
     */
    public static void require(String name, String password) {
        String low = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw weak("it has " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (password.chars().distinct().count() < DIFFERENT || KNOWN.contains(low)) {
            throw weak("it is one of the first that anybody would try");
        }
        if (name.length() >= PART_OF_NAME && low.contains(name.toLowerCase(Locale.ROOT))) {
            throw weak("the name is in it");
        }
    }

    private static HubException weak(String why) {
        return new HubException(
                FailureCode.PASSWORD_WEAK,
                why,
                "/password",
                "take several words that have nothing to do with each other");
    }
}
