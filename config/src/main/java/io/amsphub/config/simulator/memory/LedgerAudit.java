package io.amsphub.config.simulator.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts a ledger. The crimes: a job that started twice; a part that started while an earlier print of it was under
 * way or had ended well.
 *
 * @param starts prints that started
 * @param finished prints that ended well
 * @param failed prints that failed
 * @param cancelled prints that were cancelled
 * @param parts parts that were started at least once
 * @param crimes one sentence each; empty is the only good answer
 */
public record LedgerAudit(int starts, int finished, int failed, int cancelled, int parts, List<String> crimes) {

    /** Audits the lines in their order. */
    public static LedgerAudit of(List<PrintLedger.Line> lines) {
        Set<String> jobsStarted = new HashSet<>();
        Map<String, String> latestJobOfPart = new LinkedHashMap<>();
        Map<String, String> eventOfJob = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        List<String> crimes = new ArrayList<>();
        for (PrintLedger.Line line : lines) {
            counts.merge(line.event(), 1, Integer::sum);
            if (line.event().equals("START")) {
                if (!jobsStarted.add(line.job())) {
                    crimes.add("job " + line.job() + " started again on " + line.machine() + " at " + line.time());
                }
                String before = latestJobOfPart.put(line.part(), line.job());
                String fate = before == null ? "FAILED" : eventOfJob.getOrDefault(before, "START");
                if (fate.equals("START") || fate.equals("FINISHED")) {
                    crimes.add("part " + line.part() + " started as job " + line.job() + " on " + line.machine()
                            + " at " + line.time() + " although job " + before + " was " + fate);
                }
            }
            eventOfJob.put(line.job(), line.event());
        }
        return new LedgerAudit(
                counts.getOrDefault("START", 0),
                counts.getOrDefault("FINISHED", 0),
                counts.getOrDefault("FAILED", 0),
                counts.getOrDefault("CANCELLED", 0),
                latestJobOfPart.size(),
                List.copyOf(crimes));
    }
}
