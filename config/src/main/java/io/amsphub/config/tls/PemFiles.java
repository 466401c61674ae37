package io.amsphub.config.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as PEM (RFC 7468). Keys are PKCS#8 without a pass phrase: EC, RSA or Ed25519. */
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private PemFiles() {}

    /** Reads a chain of certificates, that of the hub first. */
    static Certificate[] certificates(Path file) throws IOException {
        try {
            byte[] text = Files.readAllBytes(file);
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new IOException(file + " holds no certificate; write it as PEM, that of the hub first");
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no certificate as PEM: " + e.getMessage(), e);
        }
    }

    /** Reads a key. */
    static PrivateKey key(Path file) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return key(file, Base64.getMimeDecoder().decode(block.group(2)));
            }
        }
        throw new IOException(file + " holds no PRIVATE KEY as PEM without a pass phrase; turn it into one with"
                + " 'openssl pkcs8 -topk8 -nocrypt -in KEY -out " + file.getFileName() + "'");
    }

    private static PrivateKey key(Path file, byte[] pkcs8) throws IOException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // of another kind: the next
            }
        }
        throw new IOException(file + " is a key of none of the kinds " + ALGORITHMS);
    }

    /** Returns whether a certificate is for a key: what one signs the other accepts. */
    static boolean belong(PrivateKey key, Certificate certificate) {
        String algorithm = key.getAlgorithm();
        String scheme = algorithm.startsWith("RSA")
                ? "SHA256withRSA"
                : algorithm.startsWith("Ed") ? "Ed25519" : "SHA256withECDSA";
        try {
            byte[] text = "amsp-hub".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(scheme);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
