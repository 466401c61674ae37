package io.amsphub.processors.partner;

import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands of partners by the operations of the API: the same rights, the same checks against the contract,
 * the same store of replies. Every operation that takes and gives JSON can be commanded; those that move bytes, or
 * answer with a secret, are for HTTP only.
 */
public final class CommandExecution {

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
                new CommandCall(
                        contract.method(operation),
                        contract.path(operation, command.subject()),
                        query(command.query()),
                        headers(command),
                        body));
    }

    /** Returns how many bytes of an upload are there. */
    long offset(Partner partner, String uploadId) {
        HttpReply reply = answer(
                partner,
                "getUpload",
                new CommandCall(
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
                new CommandCall(
                        contract.method("appendUpload"),
                        contract.path("appendUpload", List.of(uploadId)),
                        Map.of(),
                        headers,
                        bytes,
                        length - offset));
    }

    private HttpReply answer(Partner partner, String operation, CommandCall call) {
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

    private static Map<String, List<String>> query(@Nullable String text) {
        Map<String, List<String>> values = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.computeIfAbsent(decode(name), key -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw (HubException) new HubException(
                            FailureCode.COMMAND_MALFORMED,
                            "the query cannot be decoded",
                            "/query",
                            "write it as in a URL, with % before two hexadecimal digits")
                    .initCause(e);
        }
    }
}
