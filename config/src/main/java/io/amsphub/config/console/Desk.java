package io.amsphub.config.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.api.InnerCall;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The API for the hub's own page of the console, asked as who is signed in there. */
public final class Desk implements DeskMXBean {

    private static final String ORIGIN = "console";

    private final String pages;
    private final Api api;
    private final Function<String, Optional<Principal>> principals;

    /**
     * The desk of a hub.
     *
     * @param pages where the pages for people are
     * @param principals who a name is now; empty when its credential is gone or over
     */
    public Desk(String pages, Api api, Function<String, Optional<Principal>> principals) {
        this.pages = pages;
        this.api = api;
        this.principals = principals;
    }

    @Override
    public String getPages() {
        return pages;
    }

    @Override
    public String ask(String method, String target, String body) {
        HttpReply reply;
        try {
            reply = answer(method, target, body);
        } catch (HubException e) {
            reply = HttpProblem.reply(e);
        } catch (AwayException e) {
            reply = HttpProblem.reply(e.refusal());
        }
        ObjectNode answer = Json.mapper().createObjectNode().put("status", reply.status());
        Object content = reply.json();
        if (content != null) {
            answer.set("body", Json.tree(content));
        }
        return Json.write(answer);
    }

    private HttpReply answer(String method, String target, String body) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String operation = api.contract()
                .operation(method, path)
                .filter(api::takesCommands)
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "the console has no operation " + method + " " + path,
                        null,
                        "use one of the API description that takes and gives JSON and answers with no secret"));
        InnerCall call = new InnerCall(
                ORIGIN,
                method,
                path,
                InnerCall.query(query < 0 ? null : target.substring(query + 1)),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString()),
                body.getBytes(StandardCharsets.UTF_8));
        try {
            return api.perform(operation, call, who());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Principal who() {
        return principals
                .apply(ConsoleSubject.user())
                .orElseThrow(() -> new HubException(
                        FailureCode.UNAUTHENTICATED,
                        "the credential is gone or over",
                        null,
                        "log out and in again with one that is good"));
    }

    @Override
    public Map<String, String> getLogLevels() {
        return loggers().getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .collect(Collectors.toMap(
                        ch.qos.logback.classic.Logger::getName,
                        logger -> logger.getLevel().toString(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    @Override
    public String setLogLevel(String logger, String level) {
        @Nullable Level wanted = level.isEmpty() ? null : Level.toLevel(level, null);
        if (wanted == null && !level.isEmpty()) {
            throw new IllegalArgumentException(
                    level + " is no level: take ERROR, WARN, INFO, DEBUG, TRACE, OFF, or nothing");
        }
        ch.qos.logback.classic.Logger meant = loggers().getLogger(logger);
        meant.setLevel(wanted);
        return meant.getEffectiveLevel().toString();
    }

    private static LoggerContext loggers() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
