package io.amsphub.connectors.printer;

import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one machine: whose certificate bears its serial number, and is vouched for by an authority that the hub
 * knows. Where it knows none, the first certificate is kept and no other is taken after it. Addresses say nothing.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

    private final String serial;
    private final @Nullable X509TrustManager authorities;
    private final UnaryOperator<String> first;
    private volatile @Nullable String refusal;

    /**
     * Trust in one machine.
     *
     * @param serial the name that its certificate must have
     * @param authorities directory with PEM files; may be missing
     * @param first keeps the first fingerprint, and returns the one that is kept
     */
    PinnedTrust(String serial, Path authorities, UnaryOperator<String> first) {
        this.serial = serial;
        this.first = first;
        try {
            List<Certificate> known = read(authorities);
            this.authorities = known.isEmpty() ? null : trusting(known);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the certificates in " + authorities + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Certificate> read(Path directory) throws IOException, CertificateException {
        List<Certificate> read = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.sorted().toList()) {
                    try (InputStream in = Files.newInputStream(file)) {
                        read.addAll(factory.generateCertificates(in));
                    }
                }
            }
        }
        return read;
    }

    private static X509TrustManager trusting(List<Certificate> known) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : known) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** Returns a context that trusts this machine alone. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("there is no TLS", e);
        }
    }

    /** Returns why the latest certificate was refused; null when it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    private void check(X509Certificate[] chain, String kind) throws CertificateException {
        refusal = null;
        try {
            String name = name(chain[0]);
            if (!name.equals(serial)) {
                throw new CertificateException(
                        "the certificate is that of \"" + name + "\" and not of serial number " + serial);
            }
            X509TrustManager vouching = authorities;
            if (vouching != null) {
                vouching.checkServerTrusted(chain, kind);
                return;
            }
            String shown = fingerprint(chain[0]);
            String kept = first.apply(shown);
            if (!kept.equals(shown)) {
                throw new CertificateException(
                        "the certificate has changed: known is SHA-256 " + kept + ", shown is " + shown);
            }
        } catch (CertificateException e) {
            refusal = e.getMessage();
            throw e;
        }
    }

    static String fingerprint(X509Certificate certificate) throws CertificateException {
        return HexFormat.of().formatHex(Secrets.sha256().digest(certificate.getEncoded()));
    }

    private static String name(X509Certificate certificate) throws CertificateException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            throw new CertificateException("the certificate has no readable name", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain, kind);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        check(chain, kind);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        check(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException("nobody comes to the hub this way");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw new CertificateException("nobody comes to the hub this way");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nobody comes to the hub this way");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
