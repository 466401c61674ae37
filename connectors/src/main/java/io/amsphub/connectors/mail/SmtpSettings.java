package io.amsphub.connectors.mail;

/**
 * How the mail server is reached.
 *
 * @param host of the server
 * @param port of the server
 * @param security how the connection is protected
 * @param user that signs in; empty when nobody does
 * @param password of that user
 * @param from the mailbox that mails come from; the part after the @ is that of Message-IDs too
 */
public record SmtpSettings(String host, int port, Security security, String user, String password, String from) {

    /** How the connection to the server is protected. */
    public enum Security {
        /** Not at all. */
        NONE,
        /** By TLS from the first command on which it can be begun; without it nothing is sent (RFC 3207). */
        STARTTLS,
        /** By TLS from the first byte on (RFC 8314). */
        TLS
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + security + ", user " + user + ", from " + from + "]";
    }
}
