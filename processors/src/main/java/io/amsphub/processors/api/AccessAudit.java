package io.amsphub.processors.api;

import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes in the audit who was given content of a design, and who was refused. So that nobody can fill the disk by being
 * refused, so many refusals are noted in a minute at most, and the next one tells how many were not. Thread-safe.
 */
public final class AccessAudit implements AccessRecord {

    /** The operations that give out content of a design: geometry, pictures of it, instructions, scans, packages. */
    public static final Set<String> CONTENT = Set.of(
            "getContent",
            "getPicture",
            "getViewerModel",
            "getTechnicalDataPackage",
            "getJobFile",
            "getSlicedFileContent",
            "getSlicedFileThumbnail",
            "getBuildContent",
            "getBuildPicture",
            "getScanContent",
            "getScanRequestModel",
            "getCameraPicture",
            "exportAudit");

    /** Refusals that honest callers hardly meet. */
    private static final Set<FailureCode> HOSTILE =
            EnumSet.of(FailureCode.WEBHOOK_TARGET, FailureCode.UNSUPPORTED_MEDIA_TYPE);

    private static final List<String> SUBJECTS = List.of("jobId", "orderId", "fileId", "buildId", "scan", "requestId");
    private static final int REFUSALS_EACH_MINUTE = 120;

    private final AuditTrail trail;
    private final UnitOfWork joining;
    private final UnitOfWork independent;
    private final Clock clock;
    private Instant minute = Instant.EPOCH;
    private int noted;
    private long passedOver;

    /**
     * Notes in a trail.
     *
     * @param independent a unit that is kept although the request is refused
     */
    public AccessAudit(AuditTrail trail, UnitOfWork joining, UnitOfWork independent, Clock clock) {
        this.trail = trail;
        this.joining = joining;
        this.independent = independent;
        this.clock = clock;
    }

    @Override
    public void given(String operationId, ApiRequest request) {
        if (CONTENT.contains(operationId)) {
            joining.run(() -> trail.note(note(
                    operationId,
                    subject(request.path(), request.call()),
                    request.who(),
                    AuditNote.GIVEN,
                    request.call(),
                    asked(request.call()))));
        }
    }

    @Override
    public void refused(String operationId, HttpCall call, Principal who, HubException refusal) {
        FailureCode code = refusal.failureCode();
        boolean hidden = code == FailureCode.NOT_FOUND && CONTENT.contains(operationId);
        if (code.status() != 401 && code.status() != 403 && !hidden && !HOSTILE.contains(code)) {
            return;
        }
        long missed = turn();
        if (missed < 0) {
            return;
        }
        String detail = asked(call) + ": " + code.code() + " " + code + more(missed);
        independent.run(
                () -> trail.note(note(operationId, subject(Map.of(), call), who, AuditNote.REFUSED, call, detail)));
    }

    /** Notes a refusal that was none of a request to the API, in a transaction of its own. */
    public void refused(String action, String subject, String who, String origin, String detail) {
        long missed = turn();
        if (missed < 0) {
            return;
        }
        independent.run(() -> trail.note(new AuditNote(
                Ids.next("aud"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                action,
                subject,
                "",
                who,
                AuditNote.REFUSED,
                origin,
                detail + more(missed))));
    }

    private static String more(long missed) {
        return missed == 0 ? "" : "; " + missed + " refusals before were not noted";
    }

    /** Returns how many refusals were passed over since the last that was noted; -1 when this one is, too. */
    private synchronized long turn() {
        Instant now = clock.instant();
        if (Duration.between(minute, now).compareTo(Duration.ofMinutes(1)) >= 0) {
            minute = now;
            noted = 0;
        }
        if (noted == REFUSALS_EACH_MINUTE) {
            passedOver++;
            return -1;
        }
        noted++;
        long missed = passedOver;
        passedOver = 0;
        return missed;
    }

    private static String subject(Map<String, String> path, HttpCall call) {
        if (path.containsKey("revision")) {
            return path.get("designId") + "." + path.get("revision");
        }
        for (String name : SUBJECTS) {
            String value = path.get(name);
            if (value != null) {
                return value;
            }
        }
        return call.path();
    }

    private static String asked(HttpCall call) {
        return call.method() + " " + call.path() + (call.query().isEmpty() ? "" : " " + call.query());
    }

    private AuditNote note(String action, String subject, Principal who, String outcome, HttpCall call, String detail) {
        return new AuditNote(
                Ids.next("aud"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                action,
                subject,
                who.organisation(),
                who.name(),
                outcome,
                call.origin(),
                detail);
    }
}
