package io.amsphub.processors.board;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long the periods of a board are. They begin at midnight, UTC. */
public enum Grouping {
    DAY,
    /** From Monday (ISO 8601). */
    WEEK,
    MONTH;

    /** Returns the first day of the period after the one that a day is in. */
    public LocalDate after(LocalDate day) {
        return switch (this) {
            case DAY -> day.plusDays(1);
            case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
        };
    }
}
