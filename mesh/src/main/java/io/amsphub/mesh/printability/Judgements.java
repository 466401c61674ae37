package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Collects what the checks find, against one set of limits. Not thread-safe. */
final class Judgements {

    private final ProcessLimits limits;
    private final int maxPlaces;
    private final List<PrintabilityFinding> found = new ArrayList<>();
    private final List<Unjudged> unjudged = new ArrayList<>();

    Judgements(ProcessLimits limits, int maxPlaces) {
        this.limits = limits;
        this.maxPlaces = maxPlaces;
    }

    ProcessLimits limits() {
        return limits;
    }

    /** Returns a list of places with the bound of this report. */
    PlaceList places(Places.Kind kind) {
        return new PlaceList(kind, maxPlaces);
    }

    /** Adds a judgement; its note is made of the limit and the remedy. */
    void add(
            FindingKind kind,
            Severity severity,
            long count,
            double measure,
            Limit limit,
            Places places,
            String remedy) {
        add(Finding.measured(kind, severity, count, measure, limit.unit(), places), limit, "", remedy);
    }

    /** Adds a judgement whose note begins with a remark. */
    void add(Finding finding, Limit limit, String remark, String remedy) {
        double value = limits.value(limit);
        String unit = limit.unit().equals("1") ? "" : " " + limit.unit();
        String note = String.format(Locale.ROOT, "%sLimit %.6g%s. %s", remark, value, unit, remedy);
        found.add(new PrintabilityFinding(finding.withNote(note), limit, value, limits.source(limit), remedy));
    }

    /** Says what could not be judged. */
    void cannotJudge(FindingKind kind, String reason) {
        unjudged.add(new Unjudged(kind, reason));
    }

    PrintabilityReport report(Placement placement) {
        found.sort(Comparator.comparing(judgement -> judgement.finding().kind()));
        return new PrintabilityReport(limits, placement, found, unjudged);
    }
}
