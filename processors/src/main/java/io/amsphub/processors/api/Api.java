package io.amsphub.processors.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.NoRoomException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.StorageRoom;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests: who is it, may they, is it well formed, was it answered before, then the operation
 * itself in one unit of work. Every refusal is a {@link HubException}.
 */
public final class Api {

    private static final int MAX_JSON_BYTES = 1 << 20;
    private static final int TRIES = 3;

    /** What makes room, and is therefore done although there is none. */
    private static final Set<String> FREEING = Set.of("cancelUpload", "purge", "deleteDesignContent");

    private final Contract contract;
    private final Map<String, ApiOperation> operations = new TreeMap<>();
    private final Authentication authentication;
    private final IdempotentReply idempotentReply;
    private final UnitOfWork unitOfWork;
    private final Admission admission;
    private final AccessRecord access;
    private final StorageRoom room;

    /** An API of some resources that lets everybody ask as often as they like. */
    public Api(
            Contract contract,
            Collection<? extends ApiResource> resources,
            Authentication authentication,
            IdempotentReply idempotentReply,
            UnitOfWork unitOfWork) {
        this(
                contract,
                resources,
                authentication,
                idempotentReply,
                unitOfWork,
                who -> {},
                AccessRecord.NONE,
                Optional::empty);
    }

    /**
     * An API of some resources.
     *
     * @throws IllegalStateException when an operation has no entry in the contract, or the contract has
     *     one that nothing answers
     */
    public Api(
            Contract contract,
            Collection<? extends ApiResource> resources,
            Authentication authentication,
            IdempotentReply idempotentReply,
            UnitOfWork unitOfWork,
            Admission admission,
            AccessRecord access,
            StorageRoom room) {
        this.access = access;
        this.room = room;
        this.contract = contract;
        this.authentication = authentication;
        this.idempotentReply = idempotentReply;
        this.unitOfWork = unitOfWork;
        this.admission = admission;
        for (ApiResource resource : resources) {
            for (ApiOperation operation : resource.operations()) {
                if (operations.put(operation.id(), operation) != null) {
                    throw new IllegalStateException("two operations are called " + operation.id());
                }
            }
        }
        if (!operations.keySet().equals(contract.operations())) {
            throw new IllegalStateException(
                    "the contract has " + contract.operations() + ", the hub answers " + operations.keySet());
        }
    }

    /** Returns the contract that it keeps. */
    public Contract contract() {
        return contract;
    }

    /** Returns who may call an operation; nobody in particular when it checks a credential of its own. */
    public Set<Role> roles(String operationId) {
        return operation(operationId).roles();
    }

    /** Returns the ids of all operations. */
    public Collection<String> operations() {
        return operations.keySet();
    }

    /**
     * Answers a request.
     *
     * @throws HubException when it is refused
     * @throws IOException when the body cannot be read
     */
    public HttpReply answer(String operationId, HttpCall call) throws IOException {
        ApiOperation operation = operation(operationId);
        Principal who = operation.ownCredential() ? Principal.UNKNOWN : known(operationId, call);
        admission.admit(who);
        return perform(operationId, call, who);
    }

    /** Returns the ids of the operations that {@link #atOnce} may answer. */
    public Set<String> ofMemory() {
        return operations.values().stream()
                .filter(ApiOperation::ofMemory)
                .map(ApiOperation::id)
                .collect(Collectors.toSet());
    }

    /**
     * Answers a request for an operation of memory without waiting for anything: no database is asked, nothing is written.
     *
     * @return empty when something would have to be looked up, counted or refused; {@link #answer} does
     */
    public Optional<HttpReply> atOnce(String operationId, HttpCall call, Principal who) {
        ApiOperation operation = operation(operationId);
        if (!operation.ofMemory() || admission.counts(who)) {
            return Optional.empty();
        }
        try {
            Access.require(who, operationId, operation.roles(), contract.heading(operationId), true);
            if (!call.query().isEmpty()) {
                contract.checkQuery(operationId, call.query());
            }
        } catch (HubException e) {
            return Optional.empty(); // to be refused where that is noted
        }
        return Optional.of(handle(operation, new ApiRequest(call, who, Map.of(), null)));
    }

    private Principal known(String operationId, HttpCall call) {
        try {
            return authentication.authenticate(call);
        } catch (HubException e) {
            access.refused(operationId, call, Principal.UNKNOWN, e);
            throw e;
        }
    }

    /**
     * Returns whether an operation can be commanded by a message: it takes and gives JSON in one unit of work, and its
     * reply may be kept.
     */
    public boolean takesCommands(String operationId) {
        ApiOperation operation = operations.get(operationId);
        return operation != null && operation.transactional() && !operation.secret();
    }

    /**
     * Answers a request whose sender is known and was admitted.
     *
     * @throws HubException when it is refused
     * @throws IOException when the body cannot be read
     */
    public HttpReply perform(String operationId, HttpCall call, Principal who) throws IOException {
        try {
            return permitted(operationId, call, who);
        } catch (HubException e) {
            access.refused(operationId, call, who, e);
            throw e;
        }
    }

    private HttpReply permitted(String operationId, HttpCall call, Principal who) throws IOException {
        ApiOperation operation = operation(operationId);
        if (!operation.ownCredential()) {
            Access.require(
                    who, operationId, operation.roles(), contract.heading(operationId), contract.reads(operationId));
        }
        if (!contract.reads(operationId)
                && !FREEING.contains(operationId)
                && room.shortage().isPresent()) {
            throw NoRoomException.refused(); // what could not be kept is not begun
        }
        Map<String, String> path = contract.pathParameters(operationId, call.path());
        contract.checkQuery(operationId, call.query());
        JsonNode body = json(operationId, call);
        PlainText.require(path, call.query(), body);
        ApiRequest request = new ApiRequest(call, who, path, body);
        if (operation.transactional()) {
            return inUnitOfWork(operation, request);
        }
        HttpReply reply = operation.handler().handle(request);
        return operation.ownCredential() ? reply : given(operationId, request, reply);
    }

    /** What cannot be written down is not given. */
    private HttpReply given(String operationId, ApiRequest request, HttpReply reply) throws IOException {
        boolean noted = false;
        try {
            access.given(operationId, request);
            noted = true;
            return reply;
        } finally {
            InputStream content = reply.stream();
            if (!noted && content != null) {
                content.close();
            }
        }
    }

    private ApiOperation operation(String operationId) {
        ApiOperation operation = operations.get(operationId);
        if (operation == null) {
            throw new IllegalArgumentException("no operation " + operationId);
        }
        return operation;
    }

    private HttpReply inUnitOfWork(ApiOperation operation, ApiRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return unitOfWork.call(
                        () -> idempotentReply.once(operation, request, () -> handle(operation, request)));
            } catch (HubException e) {
                if (e.failureCode() != FailureCode.CONCURRENT_CHANGE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static HttpReply handle(ApiOperation operation, ApiRequest request) {
        try {
            return operation.handler().handle(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable JsonNode json(String operationId, HttpCall call) throws IOException {
        if (!contract.takesJson(operationId)) {
            return null;
        }
        String type = call.header("Content-Type").orElse("application/json");
        if (!type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
            throw new HubException(
                    FailureCode.UNSUPPORTED_MEDIA_TYPE, type + " is not JSON", "Content-Type", "send application/json");
        }
        byte[] bytes;
        try (InputStream body = call.body()) {
            bytes = body.readNBytes(MAX_JSON_BYTES + 1);
        }
        if (bytes.length > MAX_JSON_BYTES) {
            throw new HubException(
                    FailureCode.PAYLOAD_TOO_LARGE,
                    "a JSON body has at most " + MAX_JSON_BYTES + " bytes",
                    null,
                    "models are uploaded as bytes, not as JSON");
        }
        JsonNode json = parse(bytes);
        contract.checkBody(operationId, json);
        return json;
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        try {
            JsonNode json = Json.strict().readTree(bytes);
            if (json == null || json.isMissingNode()) {
                throw new HubException(FailureCode.MALFORMED_REQUEST, "the body is empty", "/", "send a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            HubException refusal = new HubException(
                    FailureCode.MALFORMED_REQUEST,
                    "the body is not JSON: " + e.getOriginalMessage(),
                    "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "send one JSON object in UTF-8");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
