package io.amsphub.connectors.mail;

import io.amsphub.processors.port.Mailer;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail by SMTP: one connection for a mail, certificates and names of servers checked, bounded waits. Thread-safe.
 *
 * <p>A mailbox or a mail that the server answers with 5xx (RFC 5321, 4.2.1) is refused for good. What it has against the
 * hub, such as a password or a sender that it does not know, is for its operator to mend, so that mail is tried again.
 */
public final class SmtpMailer implements Mailer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int PERMANENT = 500;

    private final SmtpSettings settings;
    private final Clock clock;
    private final Session session;

    /** A mailer by a server whose certificate is one that Java trusts. */
    public SmtpMailer(SmtpSettings settings, Clock clock) {
        this(settings, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SmtpMailer(SmtpSettings settings, Clock clock, SSLSocketFactory tls) {
        this.settings = settings;
        this.clock = clock;
        Properties properties = properties(settings);
        properties.put("mail.smtp.ssl.socketFactory", tls);
        this.session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.user(), settings.password());
            }
        });
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        String millis = Long.toString(PATIENCE.toMillis());
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.from", settings.from());
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        switch (settings.security()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        return properties;
    }

    @Override
    public void send(Mail mail) throws IOException {
        try {
            Transport.send(message(mail));
        } catch (MessagingException e) {
            String said = "mail to " + mail.to() + " by " + settings.host() + ":" + settings.port() + ": " + reason(e);
            if (refused(e)) {
                throw new Refused(said, e);
            }
            throw new IOException(said, e);
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException, IOException {
        String domain = settings.from().substring(settings.from().lastIndexOf('@') + 1);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + mail.id() + "@" + domain + ">");
            }
        };
        message.setFrom(new InternetAddress(settings.from(), "AMSP Hub", UTF_8));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), line(mail.toName()), UTF_8));
        message.setSubject(line(mail.subject()), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        // a program wrote it; holiday notices are not to answer it (RFC 3834)
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        return message;
    }

    /** What goes into a header has no line break, whatever it came from. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static boolean refused(MessagingException failure) {
        for (Exception e = failure; e instanceof MessagingException; e = ((MessagingException) e).getNextException()) {
            if (e instanceof SMTPAddressFailedException address && address.getReturnCode() >= PERMANENT) {
                return true;
            }
            if (e instanceof SMTPSendFailedException mail
                    && mail.getReturnCode() >= PERMANENT
                    && !mail.getCommand().startsWith("MAIL")) {
                return true;
            }
        }
        return false;
    }

    /** The innermost reason, on one line: that is what the server said, or what the connection failed at. */
    private static String reason(MessagingException failure) {
        Exception reason = failure;
        while (reason instanceof MessagingException wrapping) {
            @Nullable Exception next = wrapping.getNextException();
            if (next == null) {
                break;
            }
            reason = next;
        }
        String message = reason.getMessage();
        return message == null
                ? reason.getClass().getSimpleName()
                : line(message).strip();
    }
}
