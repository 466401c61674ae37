package io.amsphub.config.simulator.bambu;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.KeyManagerFactory;

/**
 * Key and certificate of a machine, whose common name is its serial number; signed by itself or by an authority.
 *
 * @param key secret
 * @param certificate X.509, ECDSA on P-256
 */
public record MachineIdentity(PrivateKey key, X509Certificate certificate) {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8 = 0x0C;
    private static final int TIME = 0x18;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final byte[] ECDSA_SHA256 = {0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2};
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    /** basicConstraints, critical, CA. */
    private static final byte[] AUTHORITY = {0x06, 0x03, 0x55, 0x1D, 0x13, 1, 1, -1, 4, 5, 0x30, 3, 1, 1, -1};

    private static final byte[] PASSWORD_OF_NOBODY = {'n', 'o'};

    /** A machine, or an authority, that vouches for itself. */
    public static MachineIdentity selfSigned(String name) {
        KeyPair keys = keys();
        return signed(name, keys, name, keys.getPrivate());
    }

    /** A machine that an authority vouches for. */
    public static MachineIdentity signedBy(MachineIdentity authority, String authorityName, String name) {
        return signed(name, keys(), authorityName, authority.key());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MachineIdentity signed(String name, KeyPair keys, String issuer, PrivateKey signing) {
        byte[] algorithm = der(SEQUENCE, ECDSA_SHA256);
        byte[] body = der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, new BigInteger(63, new SecureRandom()).toByteArray()),
                algorithm,
                name(issuer),
                der(SEQUENCE, time("20200101000000Z"), time("20491231235959Z")),
                name(name),
                keys.getPublic().getEncoded(),
                der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, AUTHORITY))));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signing);
            signature.update(body);
            byte[] whole = der(SEQUENCE, body, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
            return new MachineIdentity(keys.getPrivate(), (X509Certificate) certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] name(String commonName) {
        byte[] text = der(UTF8, commonName.getBytes(StandardCharsets.UTF_8));
        return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text)));
    }

    private static byte[] time(String text) {
        return der(TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7F) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /** Returns the keys for TLS. */
    KeyManagerFactory keyManagers() {
        try {
            char[] password = new String(PASSWORD_OF_NOBODY, StandardCharsets.US_ASCII).toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("machine", key, password, new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
