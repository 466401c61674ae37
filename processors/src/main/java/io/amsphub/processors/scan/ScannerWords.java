package io.amsphub.processors.scan;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of the claim-check convention, {@code amsp/v1/<centre>/scanner/<name>/...}: tolerant of fields that
 * it does not know, strict about those that it needs.
 */
public final class ScannerWords {

    /** What an id of a scan looks like; a single word, also as a file name. */
    public static final Pattern SCAN_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private static final Pattern TOPIC = Pattern.compile("amsp/v1/(?<centre>[A-Za-z0-9_-]{1,64})/scanner"
            + "/(?<scanner>[A-Za-z0-9_-]{1,64})/(?<noun>state|ack|scan/completed)");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_TEXT = 300;

    private final String scanner;
    private final JsonNode json;

    private ScannerWords(String scanner, JsonNode json) {
        this.scanner = scanner;
        this.json = json;
    }

    /**
     * Reads a message.
     *
     * @param topic MQTT topic name
     * @param payload as it came
     * @throws HubException with {@link FailureCode#INVALID_REPORT} when it is none of the convention, or
     *     {@link FailureCode#REPORT_TOO_LARGE}
     */
    public static ScannerMessage read(String topic, byte[] payload) {
        Matcher matcher = TOPIC.matcher(topic);
        if (!matcher.matches()) {
            throw invalid("topic " + topic + " is none of a scanner", "topic");
        }
        if (payload.length > MAX_BYTES) {
            throw new HubException(
                    FailureCode.REPORT_TOO_LARGE,
                    "a message on " + topic + " has " + payload.length + " bytes",
                    null,
                    "send a claim check of at most " + MAX_BYTES + " bytes, never the cloud itself");
        }
        ScannerWords words = new ScannerWords(
                Scanner.idOf(matcher.group("centre"), matcher.group("scanner")), object(topic, payload));
        return switch (matcher.group("noun")) {
            case "state" -> new ScannerMessage.State(words.scanner, words.state());
            case "ack" -> words.acknowledgement();
            default -> new ScannerMessage.Completed(words.scanner, words.claim());
        };
    }

    private static JsonNode object(String topic, byte[] payload) {
        try {
            JsonNode json = Json.mapper().readTree(payload);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw (HubException)
                    invalid("a message on " + topic + " is not JSON", null).initCause(e);
        }
        throw invalid("a message on " + topic + " is not a JSON object", null);
    }

    private ScannerState state() {
        String word = text("state");
        for (ScannerState state : ScannerState.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        throw invalid("state " + word + " is none of " + List.of(ScannerState.values()), "/state");
    }

    private ScannerMessage acknowledgement() {
        JsonNode accepted = json.path("accepted");
        if (!accepted.isBoolean()) {
            throw invalid("accepted is not true or false", "/accepted");
        }
        return new ScannerMessage.Acknowledgement(scanner, text("cmdId"), accepted.asBoolean(), optionalText("reason"));
    }

    private ClaimCheck claim() {
        String scanId = text("scanId");
        if (!SCAN_ID.matcher(scanId).matches()) {
            throw invalid("scanId is not a word of letters, digits, dot, _ and -", "/scanId");
        }
        String sha256 = text("sha256");
        if (!SHA_256.matcher(sha256).matches()) {
            throw invalid("sha256 is not 64 hex digits", "/sha256");
        }
        JsonNode bytes = json.path("bytes");
        if (!bytes.canConvertToLong() || !bytes.isIntegralNumber() || bytes.asLong() < 1) {
            throw invalid("bytes is not a whole number above 0", "/bytes");
        }
        ScanFormat format = ScanFormat.named(text("format"))
                .orElseThrow(() -> invalid("format is none of " + List.of(ScanFormat.values()), "/format"));
        return new ClaimCheck(
                scanId,
                optionalText("cmdId"),
                optionalText("workOrder"),
                optionalText("partSerial"),
                uri(),
                sha256.toLowerCase(Locale.ROOT),
                bytes.asLong(),
                format,
                optionalText("units") == null ? "mm" : text("units"),
                json.path("points").canConvertToLong() ? json.path("points").asLong() : null,
                optionalText("frame"),
                optionalText("calibrationId"),
                accuracy(),
                optionalText("operator"),
                optionalText("started"),
                optionalText("ended"));
    }

    private String uri() {
        String uri = json.path("uri").asText("");
        try {
            return uri.length() > MAX_TEXT ? "" : URI.create(uri).toString();
        } catch (IllegalArgumentException e) {
            throw (HubException) invalid("uri is no address", "/uri").initCause(e);
        }
    }

    private @Nullable Double accuracy() {
        JsonNode value = json.path("accuracyUm");
        return value.isNumber() && Double.isFinite(value.asDouble()) ? value.asDouble() : null;
    }

    private String text(String field) {
        String value = optionalText(field);
        if (value == null) {
            throw invalid(field + " is missing", "/" + field);
        }
        return value;
    }

    private @Nullable String optionalText(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.asText().isEmpty()) {
            return null;
        }
        if (value.asText().length() > MAX_TEXT) {
            throw invalid(field + " is longer than " + MAX_TEXT + " characters", "/" + field);
        }
        return value.asText();
    }

    private static HubException invalid(String what, @Nullable String where) {
        return new HubException(
                FailureCode.INVALID_REPORT, what, where, "see docs/scanners.md for what a scanner may send");
    }
}
