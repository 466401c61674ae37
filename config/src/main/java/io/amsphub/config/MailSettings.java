package io.amsphub.config;

import io.amsphub.connectors.mail.SmtpSettings;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of {@link SmtpSettings}. */
final class MailSettings {

    static final Setting HOST = new Setting(
            "hub.mail.host", "", "the mail server that the hub sends by (SMTP); empty when it sends no mail");
    static final Setting PORT = new Setting("hub.mail.port", "587", "the port of the mail server");
    static final Setting SECURITY = new Setting(
            "hub.mail.security",
            "starttls",
            "starttls, tls, or none for a server on this machine or in a closed network");
    static final Setting USER = new Setting("hub.mail.user", "", "who signs in at the mail server; empty for nobody");
    static final Setting PASSWORD = new Setting("hub.mail.password", "", "the password of that user");
    static final Setting FROM = new Setting("hub.mail.from", "", "the mailbox that mails of the hub come from");

    private static final Pattern MAILBOX =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}");

    private MailSettings() {}

    /** Returns how mail is sent; null when it is not. */
    static @Nullable SmtpSettings read(SettingsReader reader) {
        SmtpSettings settings = new SmtpSettings(
                reader.text(HOST),
                reader.port(PORT),
                SmtpSettings.Security.valueOf(reader.choice(SECURITY, List.of("starttls", "tls", "none"))
                        .toUpperCase(Locale.ROOT)),
                reader.text(USER),
                reader.text(PASSWORD),
                reader.text(FROM));
        if (settings.host().isEmpty()) {
            return null;
        }
        if (!MAILBOX.matcher(settings.from()).matches()) {
            reader.error(FROM, "'" + settings.from() + "' is no mailbox; " + FROM.meaning());
        }
        if (settings.security() == SmtpSettings.Security.NONE
                && !settings.user().isEmpty()) {
            reader.error(SECURITY, "a password is not sent without TLS; write starttls or tls");
        }
        return settings;
    }
}
