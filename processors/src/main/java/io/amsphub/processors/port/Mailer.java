package io.amsphub.processors.port;

import java.io.IOException;

/** Sends e-mail. */
public interface Mailer {

    /**
     * Hands a mail to the mail server, which has it when this returns. The same mail again has the same Message-ID.
     *
     * @throws Refused when the server will not take it for this mailbox, however often it is tried
     * @throws IOException when the server was not reached or does not take it now; sending it again is safe
     */
    void send(Mail mail) throws IOException;

    /**
     * A mail to one person. No line break in a name or subject ends a header.
     *
     * @param id unique, of letters, digits and underscores; the same whenever this mail is sent
     * @param to the mailbox
     * @param toName who reads it
     * @param subject one line
     * @param text the mail in plain text
     * @param html the same as HTML
     */
    record Mail(String id, String to, String toName, String subject, String text, String html) {}

    /** The mail server refuses a mail for good. */
    final class Refused extends IOException {

        /** A refusal in the words of the server. */
        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
