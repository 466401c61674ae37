package io.amsphub.processors.partner;

import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.api.InnerCall;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Carries out commands of partners by the operations of the API: the same rights, the same checks against the contract,
 * the same store of replies. Every operation that takes and gives JSON can be commanded; those that move bytes, or
 * answer with a secret, are for HTTP only.
 */
public final class CommandExecution {

    private static final String ORIGIN = "command of a partner";

    private final Api api;
    private final Contract contract;

    /** Execution by an API. */
    public CommandExecution(Api api) {
        this.api = api;
        this.contract = api.contract();
    }

    /**
     * Carries out a command. In a unit of work the change is part of it.
     *
     * @throws HubException when the API refuses it; whatever was begun must be undone
     */
    public HttpReply perform(Partner partner, PartnerCommand command) {
        String operation = command.operation();
        if (!api.takesCommands(operation)) {
            throw new HubException(
                    FailureCode.COMMAND_UNKNOWN,
                    "there is no command " + operation,
                    "/type",
                    "use an operation of the API description that takes and gives JSON");
        }
        byte[] body = command.data().isMissingNode()
                ? new byte[0]
                : Json.write(command.data()).getBytes(StandardCharsets.UTF_8);
        return answer(
                partner,
                operation,
                new InnerCall(
                        ORIGIN,
                        contract.method(operation),
                        contract.path(operation, command.subject()),
                        InnerCall.query(command.query()),
                        headers(command),
                        body));
    }

    /** Returns how many bytes of an upload are there. */
    long offset(Partner partner, String uploadId) {
        HttpReply reply = answer(
                partner,
                "getUpload",
                new InnerCall(
                        ORIGIN,
                        contract.method("getUpload"),
                        contract.path("getUpload", List.of(uploadId)),
                        Map.of(),
                        Map.of(),
                        new byte[0]));
        return Json.tree(Objects.requireNonNull(reply.json())).path("offset").asLong();
    }

    /** Sends the bytes of an upload that a command has announced, from their beginning or where they stopped. */
    HttpReply upload(Partner partner, String uploadId, long offset, long length, InputStream bytes) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Upload-Offset", Long.toString(offset));
        headers.put("Content-Type", "application/offset+octet-stream");
        return answer(
                partner,
                "appendUpload",
                new InnerCall(
                        ORIGIN,
                        contract.method("appendUpload"),
                        contract.path("appendUpload", List.of(uploadId)),
                        Map.of(),
                        headers,
                        bytes,
                        length - offset));
    }

    private HttpReply answer(Partner partner, String operation, InnerCall call) {
        try {
            return api.perform(operation, call, partner.principal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> headers(PartnerCommand command) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", command.id());
        String version = command.ifMatch();
        if (version != null) {
            headers.put("If-Match", version);
        }
        return headers;
    }
}
