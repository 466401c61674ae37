package io.amsphub.processors.step;

import io.amsphub.processors.board.Board;
import io.amsphub.processors.board.Grouping;
import io.amsphub.processors.board.MachineUse;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.BusinessRecord;
import io.amsphub.processors.port.Devices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Puts the business board of some days together. */
public final class BoardDesk {

    private static final int PERIODS = 100;

    private final BusinessRecord record;
    private final Devices devices;
    private final Clock clock;

    /** A desk over the records. */
    public BoardDesk(BusinessRecord record, Devices devices, Clock clock) {
        this.record = record;
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * Returns the board of some days (UTC), both counted.
     *
     * @throws HubException with {@link FailureCode#CONTRACT_VIOLATED} when the last day is before the first, or the board
     *     would have more than 100 periods
     */
    public Board of(LocalDate first, LocalDate last, Grouping grouping) {
        List<LocalDate> begins = begins(first, last, grouping);
        List<Board.Period> periods = new ArrayList<>();
        for (int i = 0; i + 1 < begins.size(); i++) {
            Instant from = midnight(begins.get(i));
            Instant to = midnight(begins.get(i + 1));
            periods.add(new Board.Period(from, to, record.figures(from, to)));
        }
        Instant from = midnight(first);
        Instant to = midnight(last.plusDays(1));
        Instant past = to.isBefore(clock.instant()) ? to : clock.instant();
        List<MachineUse> machines = past.isAfter(from)
                ? record.machines(from, past).stream()
                        .map(use -> maintained(use, from, past))
                        .toList()
                : List.of();
        return new Board(from, to, record.figures(from, to), periods, record.stages(from, to), machines);
    }

    /** The begins of the periods, and the end of the last one. */
    private static List<LocalDate> begins(LocalDate first, LocalDate last, Grouping grouping) {
        if (last.isBefore(first)) {
            throw refusal("from " + first + " is after to " + last, "from", "give the earlier day first");
        }
        List<LocalDate> begins = new ArrayList<>();
        for (LocalDate begin = first; !begin.isAfter(last); begin = grouping.after(begin)) {
            begins.add(begin);
            if (begins.size() > PERIODS) {
                throw refusal(
                        "from " + first + " to " + last + " are more than " + PERIODS + " periods",
                        "by",
                        "ask for less, or group by WEEK or MONTH");
            }
        }
        begins.add(last.plusDays(1));
        return begins;
    }

    /** Takes the maintenance that was planned away from the time that it was to be busy. */
    private MachineUse maintained(MachineUse use, Instant from, Instant to) {
        long less = devices.find(use.machine()).map(Device::upkeep).stream()
                .flatMap(upkeep -> upkeep.windows().stream())
                .filter(window -> window.meets(from, to))
                .mapToLong(window -> Duration.between(later(window.from(), from), earlier(window.to(), to))
                        .toSeconds())
                .sum();
        return new MachineUse(
                use.machine(),
                Math.max(0, use.plannedS() - less),
                use.busyS(),
                use.idealS(),
                use.finishedS(),
                use.good(),
                use.scrapped());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static HubException refusal(String what, String where, String remedy) {
        return new HubException(FailureCode.CONTRACT_VIOLATED, what, where, remedy);
    }
}
