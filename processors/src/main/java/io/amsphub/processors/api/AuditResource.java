package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.audit.AuditEntry;
import io.amsphub.processors.audit.AuditLines;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.UnitOfWork;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit: search and export, for those who run the platform and those who watch over it. */
public final class AuditResource implements ApiResource {

    private static final int CHECKPOINTS = 500;

    private final AuditTrail trail;
    private final UnitOfWork unitOfWork;

    /** The resource over the trail. */
    public AuditResource(AuditTrail trail, UnitOfWork unitOfWork) {
        this.trail = trail;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("searchAudit", OPERATION_READERS, this::search),
                ApiOperation.of("listAuditCheckpoints", OPERATION_READERS, this::checkpoints),
                ApiOperation.streaming("exportAudit", OPERATION_READERS, this::export));
    }

    private HttpReply search(ApiRequest request) {
        int limit = request.page().limit();
        AuditTrail.Query query = new AuditTrail.Query(
                request.query("who").orElse(null),
                request.query("subject").orElse(null),
                request.query("action").orElse(null),
                request.query("outcome").orElse(null),
                time(request, "from"),
                time(request, "to"));
        List<AuditEntry> found = trail.after(after(request), query, limit + 1);
        boolean more = found.size() > limit;
        List<AuditEntry> shown = more ? found.subList(0, limit) : found;
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode items = body.putArray("items");
        shown.forEach(entry -> items.add(Json.tree(entry)));
        if (more) {
            body.put("next", Long.toString(shown.get(limit - 1).sequence()));
        }
        return HttpReply.json(200, body);
    }

    private HttpReply checkpoints(ApiRequest request) {
        return HttpReply.json(200, Map.of("items", trail.checkpoints(after(request), CHECKPOINTS)));
    }

    private HttpReply export(ApiRequest request) {
        return HttpReply.bytes(AuditLines.MEDIA_TYPE, new AuditLines(trail, unitOfWork, after(request)))
                .with("Content-Disposition", "attachment; filename=\"audit.jsonl\"");
    }

    private static long after(ApiRequest request) {
        return request.query("after").map(Long::parseLong).orElse(0L);
    }

    private static @Nullable Instant time(ApiRequest request, String name) {
        try {
            return request.query(name).map(Instant::parse).orElse(null);
        } catch (DateTimeParseException e) {
            HubException refusal = new HubException(
                    FailureCode.CONTRACT_VIOLATED, name + " is no time", name, "write 2026-11-26T15:00:00Z");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
