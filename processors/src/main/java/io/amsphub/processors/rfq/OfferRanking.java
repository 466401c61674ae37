package io.amsphub.processors.rfq;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts offers in order, and says why. */
public final class OfferRanking {

    private OfferRanking() {}

    /**
     * An offer with all that it can be compared by.
     *
     * @param invitation whose
     * @param net its price before tax in the currency of the rules
     * @param kilometres how far the centre is; null when that is not known
     * @param quality share of the centre's prints that succeeded, 0 to 1; null when too few are known
     */
    public record Ranked(
            Invitation invitation,
            BigDecimal net,
            @Nullable Double kilometres,
            @Nullable Double quality) {}

    /** Returns the offers, the best first; what is equal goes by price, date, time of the answer, and id. */
    public static List<Ranked> rank(List<Ranked> offers, Choice choice) {
        Comparator<Ranked> byPrice = Comparator.comparing(Ranked::net);
        Comparator<Ranked> byDate =
                Comparator.comparing(r -> r.invitation().offer().leadTimeDays());
        Comparator<Ranked> byTime = Comparator.comparing(OfferRanking::when);
        Comparator<Ranked> ties = byPrice.thenComparing(byDate)
                .thenComparing(byTime)
                .thenComparing(r -> r.invitation().id());
        Comparator<Ranked> order =
                switch (choice) {
                    case PRICE, BY_HAND -> ties;
                    case DATE -> byDate.thenComparing(ties);
                    case FIRST -> byTime.thenComparing(ties);
                    case DISTANCE ->
                        Comparator.comparing(
                                        Ranked::kilometres, Comparator.nullsLast(Comparator.<Double>naturalOrder()))
                                .thenComparing(ties);
                    case QUALITY ->
                        Comparator.comparing(Ranked::quality, Comparator.nullsLast(Comparator.<Double>reverseOrder()))
                                .thenComparing(ties);
                };
        return offers.stream().sorted(order).toList();
    }

    /** Returns a line for each offer, the best first. */
    public static List<String> reasons(List<Ranked> ranked, Choice choice) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            Ranked offer = ranked.get(i);
            Answer said = offer.invitation().offer();
            lines.add(String.format(
                    Locale.ROOT,
                    "%d. %s: %s before tax, %d day(s)%s%s by %s%s",
                    i + 1,
                    offer.invitation().amCentre(),
                    said.net(),
                    said.leadTimeDays(),
                    offer.kilometres() == null ? "" : text(", %.0f km", offer.kilometres()),
                    offer.quality() == null ? "" : text(", %.0f %% of prints succeed", offer.quality() * 100),
                    choice.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    i == 0 ? ": the best" : ""));
        }
        return lines;
    }

    private static Instant when(Ranked offer) {
        Instant at = offer.invitation().answeredAt();
        return at == null ? Instant.MAX : at;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
