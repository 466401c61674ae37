package io.amsphub.processors.board;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of a board as CSV (RFC 4180): the names of the columns are those of the API, times are UTC, what is not known
 * is empty.
 */
public final class BoardCsv {
    /** The media type. */
    public static final String MEDIA_TYPE = "text/csv; charset=utf-8";

    private static final String PERIOD_COLUMNS = "from,to,ordersPlaced,ordersDelivered,partsReleased,partsScrapped,"
            + "firstPassJudged,firstPassPassed,firstPassYield,onTimePromised,onTimeKept,onTimeShare,"
            + "leadTimeMedianS,leadTimeP90S,machineTimeQuotedS,machineTimeUsedS,machineTimeUsedPerQuoted,"
            + "moneyOrdered,moneyInvoiced";
    private static final String STAGE_COLUMNS = "aggregate,state,count,medianS,p90S";
    private static final String MACHINE_COLUMNS =
            "machine,plannedS,busyS,idealS,finishedS,good,scrapped,availability,performance,quality,oee";

    /** What a line is about. */
    public enum Table {
        PERIODS,
        STAGES,
        MACHINES
    }

    private BoardCsv() {}

    /** Writes a table of a board. */
    public static String write(Board board, Table table) {
        return switch (table) {
            case PERIODS -> lines(PERIOD_COLUMNS, board.periods().stream().map(BoardCsv::period));
            case STAGES -> lines(STAGE_COLUMNS, board.stages().stream().map(BoardCsv::stage));
            case MACHINES -> lines(MACHINE_COLUMNS, board.machines().stream().map(BoardCsv::machine));
        };
    }

    private static String lines(String columns, Stream<Stream<@Nullable Object>> rows) {
        return Stream.concat(Stream.of(columns), rows.map(cells -> cells.map(BoardCsv::cell)
                        .collect(Collectors.joining(","))))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    private static Stream<@Nullable Object> period(Board.Period period) {
        BoardFigures f = period.figures();
        return Stream.of(
                period.from(),
                period.to(),
                f.ordersPlaced(),
                f.ordersDelivered(),
                f.partsReleased(),
                f.partsScrapped(),
                f.firstPass().judged(),
                f.firstPass().passed(),
                f.firstPass().share(),
                f.onTime().promised(),
                f.onTime().kept(),
                f.onTime().share(),
                f.leadTime().medianS(),
                f.leadTime().p90S(),
                f.machineTime().quotedS(),
                f.machineTime().usedS(),
                f.machineTime().usedPerQuoted(),
                money(f, BoardFigures.MoneyTaken::ordered),
                money(f, BoardFigures.MoneyTaken::invoiced));
    }

    /** {@code 120.00 EUR}; of several currencies one after the other. */
    private static String money(BoardFigures figures, Function<BoardFigures.MoneyTaken, Object> amount) {
        return figures.money().stream()
                .map(taken -> amount.apply(taken) + " " + taken.currency())
                .collect(Collectors.joining(" "));
    }

    private static Stream<@Nullable Object> stage(StageTime stage) {
        return Stream.of(
                stage.aggregate(),
                stage.state(),
                stage.time().count(),
                stage.time().medianS(),
                stage.time().p90S());
    }

    private static Stream<@Nullable Object> machine(MachineUse use) {
        return Stream.of(
                use.machine(),
                use.plannedS(),
                use.busyS(),
                use.idealS(),
                use.finishedS(),
                use.good(),
                use.scrapped(),
                use.availability(),
                use.performance(),
                use.quality(),
                use.oee());
    }

    /** Names of machines are chosen by people, and a spreadsheet takes what begins like a formula for one. */
    private static String cell(@Nullable Object value) {
        if (value instanceof Instant || value instanceof Number) {
            return value.toString();
        }
        String text = Objects.toString(value, "");
        String plain = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return plain.matches("[^\",\r\n]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
    }
}
