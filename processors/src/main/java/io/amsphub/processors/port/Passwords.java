package io.amsphub.processors.port;

/** Turns passwords that people choose into what may be stored: slow on purpose, with salt. Thread safe. */
public interface Passwords {

    /** Returns the hash of a password, with its salt and its cost. */
    String hash(String password);

    /** Returns whether a password has a hash. */
    boolean matches(String password, String hash);

    /** Takes the time of a comparison, so that a name that is unknown does not show by being quick. */
    void waste(String password);
}
