package io.amsphub.config.tls;

import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for a trial: made once by the {@code keytool} of the Java that runs, signed by itself, for the names of
 * this machine. Who trusts it has to be told so: {@code trial.pem} is to be given to clients.
 */
final class TrialCertificate {

    private static final String ALIAS = "hub";
    private static final long PATIENCE_S = 60;

    private TrialCertificate() {}

    /** Returns key and certificate, and makes them when there are none. */
    static KeyStore.PrivateKeyEntry of(Path directory, List<String> hosts) throws IOException {
        Path store = directory.resolve("trial.p12");
        Path word = directory.resolve("trial.password");
        if (!Files.exists(store) || !Files.exists(word)) {
            Files.deleteIfExists(store);
            OwnerFiles.write(word, Secrets.newToken().getBytes(StandardCharsets.US_ASCII));
            make(store, word, hosts);
        }
        char[] password = Files.readString(word, StandardCharsets.US_ASCII).toCharArray();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore opened = KeyStore.getInstance("PKCS12");
            opened.load(in, password);
            var entry = (KeyStore.PrivateKeyEntry) opened.getEntry(ALIAS, new KeyStore.PasswordProtection(password));
            Files.writeString(
                    directory.resolve("trial.pem"), pem(entry.getCertificate().getEncoded()));
            return entry;
        } catch (GeneralSecurityException e) {
            throw new IOException(store + " cannot be read; delete it and " + word + " for new ones", e);
        }
    }

    /** The password goes in a file, because what is on a command line can be read by everybody on the machine. */
    private static void make(Path store, Path word, List<String> hosts) throws IOException {
        Path unfinished = store.resolveSibling("trial.p12.new");
        Files.deleteIfExists(unfinished);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-validity",
                        "825",
                        "-dname",
                        "CN=AMSP Hub trial",
                        "-ext",
                        "san=" + alternatives(hosts),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        unfinished.toString(),
                        "-storepass:file",
                        word.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getOutputStream().close();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        await(keytool, said);
        OwnerFiles.ownerOnly(unfinished);
        OwnerFiles.place(unfinished, store);
    }

    private static void await(Process keytool, String said) throws IOException {
        try {
            if (!keytool.waitFor(PATIENCE_S, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException("no certificate for a trial could be made: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a certificate was made");
        }
    }

    private static String alternatives(List<String> hosts) {
        StringBuilder names = new StringBuilder("dns:localhost,ip:127.0.0.1,ip:::1");
        hosts.stream().filter(host -> host.matches("[A-Za-z0-9.-]+")).distinct().forEach(host -> names.append(
                        host.matches("[0-9.]+") ? ",ip:" : ",dns:")
                .append(host));
        return names.toString();
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }
}
