package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.PaymentState;
import io.amsphub.processors.order.WebhookReceipt;
import io.amsphub.processors.port.Payments;
import io.amsphub.processors.port.WebhookReceipts;
import io.amsphub.processors.quote.Money;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes in what the payment provider tells by itself, signed as Standard Webhooks say: HMAC-SHA256 over id, time and
 * body. News that come twice, late or out of order change nothing; what does not fit the payment is for a person.
 */
public final class PaymentNews {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";

    private final Payments payments;
    private final WebhookReceipts receipts;
    private final PaymentBook book;
    private final byte[] secret;
    private final Journal journal;

    /**
     * Brings together what news touch.
     *
     * @param secret that the provider signs with; empty refuses all
     */
    public PaymentNews(Payments payments, WebhookReceipts receipts, PaymentBook book, byte[] secret, Journal journal) {
        this.payments = payments;
        this.receipts = receipts;
        this.book = book;
        this.secret = secret.clone();
        this.journal = journal;
    }

    /**
     * What came.
     *
     * @param type {@code payment.authorised}, {@code payment.failed}, or what else the provider tells
     * @param reference the provider's name of the payment
     * @param payment the hub's
     * @param amount that the payment is about
     * @param number of the news: higher is younger
     * @param detail in words; may be empty
     */
    public record News(String type, String reference, String payment, Money amount, long number, String detail) {}

    /**
     * Checks who a message is from and when it was sent.
     *
     * @throws HubException when it is not signed with the secret, or not of now
     */
    public void requireGenuine(String id, String timestamp, String signatures, String body) {
        Instant sent = Instant.EPOCH;
        if (timestamp.matches("[0-9]{1,12}")) {
            sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        }
        byte[] expected = sign(secret, id + "." + timestamp + "." + body);
        boolean genuine = secret.length > 0
                && Arrays.stream(signatures.split(" ", -1))
                        .filter(s -> s.startsWith("v1,"))
                        .anyMatch(s -> MessageDigest.isEqual(
                                expected, s.substring("v1,".length()).getBytes(StandardCharsets.US_ASCII)));
        if (!genuine) {
            throw new HubException(
                    FailureCode.WEBHOOK_FORGED,
                    "the signature of message " + id + " is not one of the provider's",
                    "webhook-signature",
                    "sign id.timestamp.body with the secret that hub.payment.webhook-secret holds");
        }
        if (Duration.between(sent, journal.now()).abs().compareTo(TOLERANCE) > 0) {
            throw new HubException(
                    FailureCode.WEBHOOK_STALE,
                    "message " + id + " was sent at " + sent,
                    "webhook-timestamp",
                    "send it again with a new time; 5 minutes are allowed either way");
        }
    }

    /** Returns the signature of a text, in base 64, as bytes. */
    public static byte[] sign(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, ALGORITHM));
            return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Takes in news, in a unit of work; returns what became of them: taken, repeated, late or set aside. */
    public String take(String messageId, News news) {
        if (receipts.find(messageId).isPresent()) {
            return "REPEATED";
        }
        Payment payment = payments.find(news.payment()).orElse(null);
        String outcome = payment == null ? "UNKNOWN" : judged(payment, news);
        receipts.add(new WebhookReceipt(messageId, news.payment(), news.type(), outcome, journal.now(), 0));
        return outcome;
    }

    private String judged(Payment payment, News news) {
        boolean other = payment.reference() != null && !payment.reference().equals(news.reference());
        if (other || !news.amount().equals(payment.amount())) {
            book.trouble(
                    payment,
                    "news " + news.type() + " are of " + news.reference() + " over " + news.amount() + ", expected was "
                            + payment.amount());
            return "SET_ASIDE";
        }
        if (news.number() <= payment.seen()) {
            return "LATE";
        }
        Payment told = payment.named(news.reference(), null).seeing(news.number());
        boolean waits = List.of(PaymentState.ASKED, PaymentState.OPEN).contains(payment.state());
        if (news.type().equals("payment.authorised") && waits) {
            book.authorised(told);
        } else if (news.type().equals("payment.failed") && waits) {
            book.failed(told, news.detail().isEmpty() ? "the payer did not authorise it" : news.detail());
        } else {
            payments.update(told);
            return "NOTED";
        }
        return "TAKEN";
    }
}
