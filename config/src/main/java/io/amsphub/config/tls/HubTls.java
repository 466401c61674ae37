package io.amsphub.config.tls;

import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Key and certificate of the hub as its servers take them: a PKCS12 file of the owner alone, made anew at each start
 * under a password that lives as long as the process.
 *
 * @param keyStore key and chain
 * @param trustStore who vouches for machines; null when they bring no certificates
 * @param password of both
 */
public record HubTls(Path keyStore, @Nullable Path trustStore, String password) {

    /** The password of what is public. */
    public static final String KNOWN_PASSWORD = "public";

    private static final String DIRECTORY = "tls";
    private static final String KNOWN = "known.p12";

    /**
     * Reads what the settings name, or makes a certificate for a trial.
     *
     * @param dataDirectory where it is kept
     * @param hosts names that a certificate for a trial is for, beside those of this machine
     * @throws IOException when key and certificate cannot be read, or do not belong together
     */
    public static HubTls open(TlsSettings settings, Path dataDirectory, List<String> hosts) throws IOException {
        Path directory = dataDirectory.resolve(DIRECTORY);
        Files.createDirectories(directory);
        PrivateKey key;
        Certificate[] chain;
        if (settings.mode() == TlsSettings.Mode.TRIAL) {
            KeyStore.PrivateKeyEntry trial = TrialCertificate.of(directory, hosts);
            key = trial.getPrivateKey();
            chain = trial.getCertificateChain();
        } else {
            key = PemFiles.key(settings.key());
            chain = PemFiles.certificates(settings.certificate());
        }
        if (!PemFiles.belong(key, chain[0])) {
            throw new IOException("the certificate in " + settings.certificate() + " is not for the key in "
                    + settings.key() + "; the certificate of the hub comes first in its file");
        }
        String password = Secrets.newToken();
        Path keyStore = directory.resolve("served.p12");
        write(keyStore, password, store -> store.setKeyEntry("hub", key, password.toCharArray(), chain));
        write(directory.resolve(KNOWN), KNOWN_PASSWORD, store -> {
            for (int i = 0; i < chain.length; i++) {
                store.setCertificateEntry("hub" + i, chain[i]);
            }
        });
        Path trustStore = null;
        if (settings.clientAuthority() != null) {
            trustStore = directory.resolve("clients.p12");
            Certificate[] authorities = PemFiles.certificates(settings.clientAuthority());
            write(trustStore, password, store -> {
                for (int i = 0; i < authorities.length; i++) {
                    store.setCertificateEntry("authority" + i, authorities[i]);
                }
            });
        }
        return new HubTls(keyStore, trustStore, password);
    }

    /** Returns the file by which programs of this machine know the certificate of the hub. */
    public static Path known(Path dataDirectory) {
        return dataDirectory.resolve(DIRECTORY).resolve(KNOWN);
    }

    /** Returns what clients of this machine talk to the hub with. */
    public static SSLContext client(Path dataDirectory) throws IOException {
        try (InputStream in = Files.newInputStream(known(dataDirectory))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, KNOWN_PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate of the hub cannot be read from " + known(dataDirectory), e);
        }
    }

    /** What goes into a store. */
    @FunctionalInterface
    private interface Content {
        void into(KeyStore store) throws GeneralSecurityException;
    }

    private static void write(Path file, String password, Content content) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            content.into(store);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password.toCharArray());
            OwnerFiles.write(file, bytes.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of the hub cannot be kept in " + file, e);
        }
    }

    @Override
    public String toString() {
        return "HubTls[" + keyStore + "]";
    }
}
