package io.amsphub.processors.production;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a job went to the machine that it went to.
 *
 * @param at when it was decided, by the hub's clock
 * @param machine the machine
 * @param verdicts on the machine, then on others that were looked at
 */
public record Decision(Instant at, String machine, List<Verdict> verdicts) {

    /** Copies the list. */
    public Decision {
        verdicts = List.copyOf(verdicts);
    }

    /** What becomes of a machine when a job looks for one. */
    public enum Outcome {
        /** The job goes there. */
        CHOSEN,
        /** It could have gone there. */
        FITS,
        /** It could go there later, or once something was done. */
        NOT_NOW,
        /** It can never go there. */
        UNFIT
    }

    /**
     * What was found about one machine.
     *
     * @param machine its id
     * @param outcome what becomes of it
     * @param reason in words
     * @param cost the sum of the terms, in points; null when it cannot make the job now
     * @param terms what the cost is made of; only those that are not zero
     */
    public record Verdict(
            String machine,
            Outcome outcome,
            String reason,
            @Nullable Double cost,
            List<Term> terms) {

        /** Copies the list. */
        public Verdict {
            terms = List.copyOf(terms);
        }

        /** A machine that cannot take the job. */
        public static Verdict against(String machine, Outcome outcome, String reason) {
            return new Verdict(machine, outcome, reason, null, List.of());
        }

        /** Returns the verdict with another outcome and its reason. */
        public Verdict as(Outcome other, String why) {
            return new Verdict(machine, other, why, cost, terms);
        }

        /** Returns the verdict in one line. */
        public String inWords() {
            if (cost == null) {
                return machine + ": " + reason;
            }
            String sum = terms.isEmpty()
                    ? ""
                    : terms.stream().map(Term::inWords).collect(Collectors.joining(" + ", " = ", ""));
            return String.format(Locale.ROOT, "%s: %s, cost %.2f%s", machine, reason, cost, sum);
        }
    }

    /**
     * One reason for a cost.
     *
     * @param name what it is for
     * @param amount how much of it
     * @param unit of the amount
     * @param weight points for one unit
     * @param cost the points
     */
    public record Term(String name, double amount, String unit, double weight, double cost) {

        /** A term whose points are its amount times its weight. */
        public static Term of(String name, double amount, String unit, double weight) {
            return new Term(name, amount, unit, weight, amount * weight);
        }

        /** Returns the term in words. */
        public String inWords() {
            return String.format(Locale.ROOT, "%s %.2f (%.2f %s)", name, cost, amount, unit);
        }
    }
}
