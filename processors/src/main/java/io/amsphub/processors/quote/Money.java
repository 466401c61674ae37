package io.amsphub.processors.quote;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of money: an exact decimal in the minor units of its currency.
 *
 * @param amount rounded half-even to the currency's minor units
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {

    private static final int MOST_DIGITS = 1000;

    /** Rounds to the minor units of the currency; an exponent that no amount has is refused before it is worked with. */
    public Money {
        if (Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("no amount of money has an exponent of " + -(long) amount.scale());
        }
        amount = amount.setScale(digits(currency), RoundingMode.HALF_EVEN);
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(currency + " is no currency of ISO 4217", e);
        }
    }

    /** Returns nothing, in a currency. */
    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /**
     * Returns the sum.
     *
     * @throws IllegalArgumentException when the currencies differ
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(amount.add(other.amount), currency);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
