package io.amsphub.processors.quote;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** The versions of the price rules, and which of them counts on a day. Immutable. */
public final class PriceRuleBook {

    private final List<PriceRules> versions;

    /**
     * A book of versions.
     *
     * @throws IllegalArgumentException when there is none, or two have the same name
     */
    public PriceRuleBook(List<PriceRules> versions) {
        this.versions = versions.stream()
                .sorted(Comparator.comparing(PriceRules::validFrom).thenComparing(PriceRules::version))
                .toList();
        long names = versions.stream().map(PriceRules::version).distinct().count();
        if (versions.isEmpty() || names < versions.size()) {
            throw new IllegalArgumentException("there is at least one version of the price rules, each once");
        }
    }

    /** Returns all versions, the oldest first. */
    public List<PriceRules> versions() {
        return versions;
    }

    /** Returns the version that counts on a day: the newest that is valid, or the oldest of all. */
    public PriceRules on(LocalDate day) {
        PriceRules chosen = versions.get(0);
        for (PriceRules rules : versions) {
            if (!rules.validFrom().isAfter(day)) {
                chosen = rules;
            }
        }
        return chosen;
    }

    /**
     * Returns what one unit of the rules' currency was worth on a day: the newest rate that is not of a later day.
     *
     * @throws HubException when the currency has none
     */
    static PriceRules.Rate rate(PriceRules rules, String currency, LocalDate day) {
        if (currency.equals(rules.currency())) {
            return new PriceRules.Rate(currency, day, BigDecimal.ONE);
        }
        return rules.rates().stream()
                .filter(r -> r.currency().equals(currency) && !r.date().isAfter(day))
                .max(Comparator.comparing(PriceRules.Rate::date))
                .orElseThrow(() -> new HubException(
                        FailureCode.CURRENCY_UNKNOWN,
                        "there is no exchange rate for " + currency + " on " + day,
                        "/currency",
                        "GET /price-rules shows the currencies that have one; " + rules.currency() + " always works"));
    }

    /**
     * Checks that prices can be given in a currency.
     *
     * @throws HubException when the currency has no rate
     */
    public static void requireCurrency(PriceRules rules, String currency, LocalDate day) {
        rate(rules, currency, day);
    }

    /**
     * Changes money into another currency, rounded to its minor unit.
     *
     * @throws HubException when one of the currencies has no rate
     */
    public static BigDecimal convert(PriceRules rules, Money money, String into, LocalDate day) {
        if (money.currency().equals(into)) {
            return money.amount();
        }
        BigDecimal units =
                money.amount().divide(rate(rules, money.currency(), day).perUnit(), MathContext.DECIMAL128);
        return new Money(units.multiply(rate(rules, into, day).perUnit()), into).amount();
    }

    /**
     * Returns a lead time.
     *
     * @throws HubException when there is none of that name
     */
    public static PriceRules.Tier tier(PriceRules rules, String name) {
        return rules.tiers().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "no lead time is called " + name,
                        "/leadTime",
                        "choose one of "
                                + rules.tiers().stream()
                                        .map(PriceRules.Tier::name)
                                        .toList()));
    }
}
