package io.amsphub.connectors.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.amsphub.processors.port.Mailer;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail to a real mail server (GreenMail), and to one that says no. */
@SuppressWarnings("NullAway") // set before each test
class SmtpMailerTest {

    private static final Mailer.Mail MAIL = new Mailer.Mail(
            "rfq_1", "quotes@west.test", "West", "Request for quotation", "text to read", "<p>the same</p>");

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    private int port;
    private GreenMail server;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpMailer mailer(SmtpSettings.Security security, String user, String password) {
        return new SmtpMailer(
                new SmtpSettings("127.0.0.1", port, security, user, password, "hub@hub.test"), Clock.systemUTC());
    }

    private SmtpMailer plain() {
        return mailer(SmtpSettings.Security.NONE, "", "");
    }

    @Test
    void serverThatWasAwayGetsTheMailLaterAndTwiceUnderOneMessageId() throws Exception {
        SmtpMailer mailer = plain();
        assertThatThrownBy(() -> mailer.send(MAIL))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Mailer.Refused.class)
                .hasMessageContaining("127.0.0.1:" + port);
        server.start();
        mailer.send(MAIL);
        mailer.send(MAIL);
        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        for (MimeMessage message : received) {
            assertThat(message.getMessageID()).isEqualTo("<rfq_1@hub.test>");
        }
        MimeMultipart parts = (MimeMultipart) received[0].getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("text to read");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void hostileNamesEndNoHeader() throws Exception {
        server.start();
        String name = "West\" <x@y>\r\nBcc: all@evil.test\r\n\r\nbody, Ünïcødé";
        plain().send(new Mailer.Mail("rfq_2", MAIL.to(), name, "Offer\r\nBcc: all@evil.test\nX: é", "text", "html"));
        assertThat(server.getReceivedMessages()).as("one recipient").hasSize(1);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("X")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getSubject()).isEqualTo("Offer Bcc: all@evil.test X: é");
        assertThat(message.getAllRecipients()[0].toString()).endsWith("<quotes@west.test>");
    }

    @Test
    void whatTheServerRefusesForGoodIsToldFromWhatItRefusesForNow() throws Exception {
        assertThatThrownBy(() -> sendTo("550 5.1.1 no such user", "250 queued"))
                .isInstanceOf(Mailer.Refused.class)
                .hasMessageContaining("550 5.1.1 no such user");
        assertThatThrownBy(() -> sendTo("451 4.7.1 try later", "250 queued"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Mailer.Refused.class)
                .hasMessageContaining("451 4.7.1 try later");
        assertThatThrownBy(() -> sendTo("250 fine", "554 5.6.0 looks like spam"))
                .isInstanceOf(Mailer.Refused.class)
                .hasMessageContaining("554 5.6.0 looks like spam");
        sendTo("250 fine", "250 queued");
    }

    @Test
    void wrongPasswordIsNoRefusalAndIsNotTold() {
        server.setUser("hub@hub.test", "hub", "the right one");
        server.start();
        assertThatThrownBy(() ->
                        mailer(SmtpSettings.Security.NONE, "hub", "a wrong one").send(MAIL))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Mailer.Refused.class)
                .hasMessageNotContaining("a wrong one");
        assertThat(new SmtpSettings("h", 1, SmtpSettings.Security.TLS, "u", "a wrong one", "f@h").toString())
                .doesNotContain("a wrong one");
    }

    @Test
    void withoutTlsNothingIsSentWhenTlsIsWanted() {
        server.start();
        assertThatThrownBy(() -> mailer(SmtpSettings.Security.STARTTLS, "", "").send(MAIL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("STARTTLS");
        assertThatThrownBy(() -> mailer(SmtpSettings.Security.TLS, "", "").send(MAIL))
                .isInstanceOf(IOException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.0.0.2, false"})
    void overTlsMailGoesToAServerThatIsTrustedAndNamedByItsCertificateOnly(String named, boolean sent)
            throws Exception {
        Path keys = directory.resolve("keys.p12");
        certificate(keys, named);
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        System.setProperty("greenmail.tls.keystore.password", PASSWORD);
        try {
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
            server.start();
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
        assertThatThrownBy(() -> mailer(SmtpSettings.Security.TLS, "", "").send(MAIL))
                .as("a certificate that nobody vouches for")
                .isInstanceOf(IOException.class);
        SmtpMailer trusting = new SmtpMailer(
                new SmtpSettings("127.0.0.1", port, SmtpSettings.Security.TLS, "", "", "hub@hub.test"),
                Clock.systemUTC(),
                trust(keys));
        if (sent) {
            trusting.send(MAIL);
        } else {
            assertThatThrownBy(() -> trusting.send(MAIL)).isInstanceOf(IOException.class);
        }
        assertThat(server.getReceivedMessages()).hasSize(sent ? 1 : 0);
    }

    private static void certificate(Path keys, String address) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "SAN=IP:" + address,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
    }

    private static SSLSocketFactory trust(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("mail", store.getCertificate("mail"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** Sends to a server that gives these answers to the recipient and to the mail. */
    private static void sendTo(String recipient, String content) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> answer(listener, recipient, content));
            new SmtpMailer(
                            new SmtpSettings(
                                    "127.0.0.1",
                                    listener.getLocalPort(),
                                    SmtpSettings.Security.NONE,
                                    "",
                                    "",
                                    "hub@hub.test"),
                            Clock.systemUTC())
                    .send(MAIL);
            talk.join();
        }
    }

    private static void answer(ServerSocket listener, String recipient, String content) {
        try (Socket socket = listener.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            say(out, "220 test");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (data) {
                    data = !line.equals(".");
                    if (!data) {
                        say(out, content);
                    }
                } else if (command.startsWith("RCPT")) {
                    say(out, recipient);
                } else if (command.equals("DATA")) {
                    data = true;
                    say(out, "354 go on");
                } else {
                    say(out, "250 fine");
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
