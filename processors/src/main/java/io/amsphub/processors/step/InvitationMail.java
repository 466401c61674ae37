package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.port.Mailer.Mail;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.rfq.Invitation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the mail that asks an AM centre for an offer, as text and as HTML. What is in it of other hands, such as names
 * of the catalogue, is text in both: without control characters, and escaped in the HTML.
 */
final class InvitationMail {

    private static final DateTimeFormatter DEADLINE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final double MM3_PER_CM3 = 1000;
    private static final int ID = 32;

    private InvitationMail() {}

    /** Returns the mail that passes a letter on. */
    static Mail of(Invitation invitation, Letter letter, String mailbox, String link) {
        Map<String, String> facts = facts(letter);
        String centre = line(letter.centreName());
        String asks = "You are asked for an offer by " + deadline(letter.deadline()) + ".";
        String answer = "See the request, and answer it with a price or decline it:";
        String alone =
                "The link is for " + centre + " alone: whoever has it can answer in its name, once. An offer binds. "
                        + "No account is needed. Answers to this mail are not read.";
        StringBuilder text = new StringBuilder(centre + ",\n\n" + asks + "\n\n");
        facts.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-10s %s%n", name, value)));
        text.append("\n" + answer + "\n" + link + "\n\n" + alone + "\n");
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><body><p>" + escaped(centre)
                + ",</p><p>" + asks + "</p><table cellpadding=\"4\">");
        facts.forEach((name, value) ->
                html.append("<tr><th align=\"left\">" + name + "</th><td>").append(escaped(value) + "</td></tr>"));
        html.append("</table><p>" + answer + "</p><p><a href=\"" + escaped(link)
                + "\">Answer the request</a></p><p><small>" + escaped(alone) + "</small></p></body></html>");
        return new Mail(
                "rfq_" + Secrets.sha256(invitation.id()).substring(0, ID),
                mailbox,
                centre,
                "Request for quotation: " + letter.quantity() + " x " + line(letter.materialName()) + ", by "
                        + deadline(letter.deadline()),
                text.toString().replace("\r\n", "\n"),
                html.toString());
    }

    private static Map<String, String> facts(Letter letter) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Material", line(letter.materialName() + " (" + letter.material() + ")"));
        facts.put("Quantity", Integer.toString(letter.quantity()));
        Geometry geometry = letter.geometry();
        if (geometry != null) {
            SizeMm size = geometry.size();
            facts.put("Size", String.format(Locale.ROOT, "%.1f x %.1f x %.1f mm", size.x(), size.y(), size.z()));
            facts.put("Volume", String.format(Locale.ROOT, "%.1f cm³", geometry.volumeMm3() / MM3_PER_CM3));
        }
        if (letter.shipTo() != null) {
            facts.put("Ship to", line(letter.shipTo()));
        }
        facts.put("Request", letter.rfq());
        return facts;
    }

    private static String deadline(Instant deadline) {
        return DEADLINE.format(deadline);
    }

    /** One line of it, without control and formatting characters, which could end a header or turn text around. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
