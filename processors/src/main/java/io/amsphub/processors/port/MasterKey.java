package io.amsphub.processors.port;

/**
 * The key that wraps the keys of organisations: in a file, in the environment, or in a key management service that
 * wraps and unwraps and never gives it away. Thread-safe.
 */
public interface MasterKey {

    /** Returns a short name of the key, which says nothing about it. */
    String id();

    /**
     * Returns a key, wrapped.
     *
     * @param context what it is wrapped for; the same is needed to unwrap it
     */
    byte[] wrap(byte[] key, byte[] context);

    /**
     * Returns a key that was wrapped by {@link #wrap}.
     *
     * @throws IllegalStateException when it was wrapped by another key, for another context, or was changed
     */
    byte[] unwrap(byte[] wrapped, byte[] context);
}
