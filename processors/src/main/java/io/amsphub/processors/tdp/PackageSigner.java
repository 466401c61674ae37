package io.amsphub.processors.tdp;

/** The hub's own key, Ed25519 (RFC 8032), which packages are signed by. Thread-safe. */
public interface PackageSigner {

    /** Returns the signature of some bytes, 64 bytes. */
    byte[] sign(byte[] bytes);

    /** Returns the public key, X.509 encoded. */
    byte[] publicKey();

    /** Returns the short name of the key: 16 hex digits of the SHA-256 of the public key. */
    String keyId();
}
