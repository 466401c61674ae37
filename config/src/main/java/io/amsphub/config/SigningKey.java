package io.amsphub.config;

import io.amsphub.config.tls.OwnerFiles;
import io.amsphub.processors.tdp.PackageSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The hub's own key: {@code signing.key} of the data directory, Ed25519, made once. Two lines of base 64: the private key
 * (PKCS 8) and the public one (X.509); the public one is beside it in {@code signing.pub}, to be given away.
 */
public final class SigningKey implements PackageSigner {

    private static final String ALGORITHM = "Ed25519";
    private static final int ID_DIGITS = 16;

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private SigningKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Returns the file of the public key in a data directory. */
    public static Path publicFile(Path dataDirectory) {
        return dataDirectory.resolve("signing.pub");
    }

    /** Returns the key of a data directory, and makes it when there is none. */
    static SigningKey of(Path dataDirectory) {
        Path file = dataDirectory.resolve("signing.key");
        try {
            if (!Files.exists(file)) {
                KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                Files.createDirectories(dataDirectory);
                keep(
                        file,
                        text(fresh.getPrivate().getEncoded())
                                + text(fresh.getPublic().getEncoded()));
            }
            List<String> lines = Files.readAllLines(file);
            byte[] publicKey = Base64.getDecoder().decode(lines.get(1));
            if (!Files.exists(publicFile(dataDirectory))) {
                keep(publicFile(dataDirectory), text(publicKey));
            }
            PrivateKey privateKey = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0))));
            return new SigningKey(privateKey, publicKey);
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key cannot be kept in " + file, e);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(file + " is no key of a hub; restore it, or remove it for a new one", e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    private static void keep(Path file, String text) throws IOException {
        OwnerFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public String keyId() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
