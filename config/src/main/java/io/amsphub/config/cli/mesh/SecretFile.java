package io.amsphub.config.cli.mesh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A file that holds a secret or a key; nothing of it is ever told. */
record SecretFile(Path path) {

    /**
     * Returns the bytes of a secret: base 64 where the whole file is that and long enough, otherwise the bytes of the file.
     *
     * @throws FileRefusal when it cannot be read or is too short
     */
    byte[] secret(int least) throws FileRefusal {
        byte[] bytes = bytes();
        String text = new String(bytes, StandardCharsets.US_ASCII).strip();
        byte[] secret = bytes;
        if (text.matches("[A-Za-z0-9+/]{16,}={0,2}") && text.length() % 4 == 0) {
            byte[] decoded = Base64.getDecoder().decode(text);
            secret = decoded.length >= least ? decoded : bytes;
        }
        if (secret.length < least) {
            throw bad("it has " + secret.length + " bytes, " + least + " are the least", null);
        }
        return secret;
    }

    /** Returns an RSA key in PKCS 8, as PEM ("BEGIN PRIVATE KEY") or DER. */
    PrivateKey privateKey() throws FileRefusal {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der("PRIVATE KEY")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw bad("it holds no RSA key in PKCS 8 (BEGIN PRIVATE KEY)", e);
        }
    }

    /** Returns an RSA key as PEM ("BEGIN PUBLIC KEY" or "BEGIN CERTIFICATE") or DER. */
    RSAPublicKey publicKey() throws FileRefusal {
        try {
            byte[] bytes = bytes();
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains("BEGIN CERTIFICATE")) {
                Certificate certificate =
                        CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(path));
                if (certificate.getPublicKey() instanceof RSAPublicKey key) {
                    return key;
                }
            }
            return (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der("PUBLIC KEY")));
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw bad("it holds no RSA key (BEGIN PUBLIC KEY or BEGIN CERTIFICATE)", e);
        }
    }

    private byte[] der(String what) throws FileRefusal {
        byte[] bytes = bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String begin = "-----BEGIN " + what + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + what + "-----");
        return from < 0 || to < from
                ? bytes
                : Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private byte[] bytes() throws FileRefusal {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw bad("it cannot be read", e);
        }
    }

    private FileRefusal bad(String why, @Nullable Exception cause) {
        FileRefusal refusal = new FileRefusal(
                FileRefusal.BAD_KEY, "key file " + path + " cannot be used: " + why, "", "Name the right file");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
