package io.amsphub.processors.port;

import io.amsphub.processors.quote.Money;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The payment provider. Each call carries a key; the same key again gets the first answer and moves nothing, so a lost
 * answer is asked for again. Never called inside of a transaction.
 */
public interface PaymentProvider {

    /**
     * What the provider says of a payment.
     *
     * @param reference its name of it
     * @param status {@code OPEN}, {@code AUTHORISED}, {@code CLOSED}, {@code VOIDED}, {@code FAILED}
     * @param redirectUrl where the payer authorises it; null when nobody has to any more
     * @param number of the news: higher is younger
     */
    record Answer(String reference, String status, @Nullable String redirectUrl, long number) {}

    /** The provider will not do it, whoever asks again. */
    final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        /** A refusal in the provider's words. */
        public Refusal(String message) {
            super(message);
        }
    }

    /** Opens a payment of an amount, to be authorised by the payer. */
    Answer create(String key, String payment, Money amount, @Nullable String returnUrl) throws IOException, Refusal;

    /** Takes some of what is held. */
    Answer capture(String key, String reference, Money amount) throws IOException, Refusal;

    /** Gives some of what was taken back. */
    Answer refund(String key, String reference, Money amount) throws IOException, Refusal;

    /** Lets go of what is held and was not taken. */
    Answer release(String key, String reference) throws IOException, Refusal;
}
