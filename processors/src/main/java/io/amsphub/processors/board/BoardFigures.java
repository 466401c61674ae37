package io.amsphub.processors.board;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a period. An order counts where it was delivered for the first time, a part where it was judged, a
 * job where it ended.
 *
 * @param ordersPlaced orders that were placed
 * @param ordersDelivered orders whose receipt was confirmed
 * @param partsReleased parts that inspection released
 * @param partsScrapped parts that were made in vain: they are made again, or were given up, after a machine had begun
 * @param firstPass parts by their first verdict
 * @param onTime delivered orders by the date that was promised
 * @param leadTime from the placing of an order to its delivery
 * @param machineTime time on machines against the quotes
 * @param money invoices against orders, by currency
 */
public record BoardFigures(
        long ordersPlaced,
        long ordersDelivered,
        long partsReleased,
        long partsScrapped,
        FirstPass firstPass,
        OnTime onTime,
        Spread leadTime,
        MachineTime machineTime,
        List<MoneyTaken> money) {

    /** Copies the list. */
    public BoardFigures {
        money = List.copyOf(money);
    }

    /**
     * First-pass yield (ISO 22400-2): of the parts that got their first verdict, those that were released by it. A print
     * that fails is a verdict too, because the part has to be made again.
     *
     * @param judged parts that got their first verdict
     * @param passed those that were released by it
     */
    public record FirstPass(long judged, long passed) {

        /** Returns the share, 0 to 1; null when nothing was judged. */
        @JsonProperty
        public @Nullable Double share() {
            return Ratio.of(passed, judged);
        }
    }

    /**
     * On-time delivery: of the delivered orders with a promised date, those that came by it. Promised is the date that the
     * order asks for, or else the lead time of the quote of its first line, from the placing of the order.
     *
     * @param promised delivered orders whose date is known
     * @param kept those that were received by it
     */
    public record OnTime(long promised, long kept) {

        /** Returns the share, 0 to 1; null when nothing was promised. */
        @JsonProperty
        public @Nullable Double share() {
            return Ratio.of(kept, promised);
        }
    }

    /**
     * Time on machines against the quotes. It is the cost that the hub measures: materials and wages are known to it
     * from quotes only.
     *
     * @param quotedS seconds that the quotes have for the jobs that were finished
     * @param usedS seconds that machines ran for all jobs that ended, those that failed among them
     */
    public record MachineTime(long quotedS, long usedS) {

        /** Returns how much more was used than quoted: 1.1 is a tenth more; null when nothing was quoted. */
        @JsonProperty
        public @Nullable Double usedPerQuoted() {
            return Ratio.of(usedS, quotedS);
        }
    }

    /**
     * Money of delivered orders.
     *
     * @param currency ISO 4217
     * @param ordered what their lines cost by their quotes, tax included
     * @param invoiced invoices less credit notes, tax included
     */
    public record MoneyTaken(String currency, BigDecimal ordered, BigDecimal invoiced) {}

    /**
     * How durations are spread. Percentiles are by nearest rank: a duration that really happened.
     *
     * @param count how many there are
     * @param medianS half of them are not longer, seconds; null when there is none
     * @param p90S nine of ten are not longer, seconds; null when there is none
     */
    public record Spread(
            long count, @Nullable Double medianS, @Nullable Double p90S) {

        /** Of nothing. */
        public static final Spread NONE = new Spread(0, null, null);
    }
}
