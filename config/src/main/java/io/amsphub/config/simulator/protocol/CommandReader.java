package io.amsphub.config.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands strictly: a field that is missing or of another type is never guessed. Fields that it does not know
 * are left alone, so that a newer hub can say more.
 */
public final class CommandReader {

    private static final Set<String> MEDIA_TYPES = Set.of("model/stl", "model/3mf", "text/x.gcode");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{1,4096}");
    private static final int LONGEST_ID = 128;

    private CommandReader() {}

    /**
     * Reads one command.
     *
     * @param word last level of the topic name
     * @param payload what arrived
     * @throws UnreadableCommandException with MALFORMED or UNSUPPORTED, and with the ids when those could be read
     */
    public static Command read(String word, byte[] payload) throws UnreadableCommandException {
        JsonNode root = parse(payload);
        try {
            String schema = text(root, "schema");
            if (!schema.equals(Native.SCHEMA)) {
                throw unsupported("schema '" + schema + "' is not " + Native.SCHEMA);
            }
            Verb verb = Verb.of(word).orElseThrow(() -> unsupported("verb '" + word + "' is unknown"));
            String command = id(root, "command");
            return switch (verb) {
                case PRINT -> print(root, command);
                case PAUSE, RESUME, CANCEL ->
                    new Command.Control(verb, command, id(root, "job"), instant(root, "expires"));
                case REPORT -> new Command.Report(command);
                case PLATFORM_CLEAR -> new Command.PlatformClear(command, text(root, "by"));
            };
        } catch (UnreadableCommandException e) {
            throw e.about(idIfAny(root, "command"), idIfAny(root, "job"));
        }
    }

    private static JsonNode parse(byte[] payload) throws UnreadableCommandException {
        if (payload.length > Native.MAX_PAYLOAD_BYTES) {
            throw malformed("payload of " + payload.length + " bytes is over " + Native.MAX_PAYLOAD_BYTES);
        }
        try {
            JsonNode root = Payloads.mapper().readTree(payload);
            if (root == null || !root.isObject()) {
                throw malformed("payload is not a JSON object");
            }
            return root;
        } catch (IOException e) {
            throw malformed("payload is not JSON");
        }
    }

    private static Command print(JsonNode root, String command) throws UnreadableCommandException {
        JsonNode size = object(root, "sizeMm");
        JsonNode layers = root.get("layers");
        return new Command.Print(
                command,
                id(root, "job"),
                id(root, "part"),
                instant(root, "expires"),
                file(object(root, "file")),
                text(root, "material"),
                new SizeMm(positive(size, "x"), positive(size, "y"), positive(size, "z")),
                layers == null || layers.isNull() ? null : (int) wholeNumber(root, "layers", 1, 1_000_000),
                positive(root, "expectedPrintTimeS"));
    }

    private static PrintFile file(JsonNode file) throws UnreadableCommandException {
        String mediaType = text(file, "mediaType");
        if (!MEDIA_TYPES.contains(mediaType)) {
            throw unsupported("file.mediaType '" + mediaType + "' is not one of " + MEDIA_TYPES);
        }
        String sha256 = text(file, "sha256");
        if (!SHA256.matcher(sha256).matches()) {
            throw malformed("file.sha256 is not 64 hexadecimal digits");
        }
        JsonNode authorization = file.get("authorization");
        String header = authorization == null || authorization.isNull() ? null : text(file, "authorization");
        if (header != null && !HEADER_VALUE.matcher(header).matches()) {
            throw malformed("file.authorization is not a header value");
        }
        return new PrintFile(
                uri(file), header, sha256.toLowerCase(Locale.ROOT), wholeNumber(file, "bytes", 1, 1L << 40), mediaType);
    }

    private static URI uri(JsonNode file) throws UnreadableCommandException {
        try {
            URI uri = new URI(text(file, "uri"));
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw malformed("file.uri is not a URI");
        }
        throw malformed("file.uri is not an http or https URI with a host and without user information");
    }

    private static Instant instant(JsonNode node, String field) throws UnreadableCommandException {
        try {
            return Instant.parse(text(node, field));
        } catch (DateTimeParseException e) {
            throw malformed(field + " is not an instant such as 2026-11-03T10:15:30Z");
        }
    }

    private static double positive(JsonNode node, String field) throws UnreadableCommandException {
        JsonNode value = node.get(field);
        if (value == null || !value.isNumber() || !(value.doubleValue() > 0) || value.doubleValue() > 1e9) {
            throw malformed(field + " is not a number above 0");
        }
        return value.doubleValue();
    }

    private static long wholeNumber(JsonNode node, String field, long least, long most)
            throws UnreadableCommandException {
        JsonNode value = node.get(field);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw malformed(field + " is not a whole number from " + least + " to " + most);
        }
        return value.longValue();
    }

    private static JsonNode object(JsonNode node, String field) throws UnreadableCommandException {
        JsonNode value = node.get(field);
        if (value == null || !value.isObject()) {
            throw malformed(field + " is not an object");
        }
        return value;
    }

    private static String id(JsonNode node, String field) throws UnreadableCommandException {
        String id = idIfAny(node, field);
        if (id == null) {
            throw malformed(field + " is not an id of 1 to " + LONGEST_ID + " printable characters");
        }
        return id;
    }

    private static @Nullable String idIfAny(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isTextual() && isId(value.textValue()) ? value.textValue() : null;
    }

    /** Whether {@code text} can be the id of a command, a job or a part: 1 to 128 printable ASCII characters. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_ID && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static String text(JsonNode node, String field) throws UnreadableCommandException {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            throw malformed(field + " is not a text");
        }
        return value.textValue();
    }

    private static UnreadableCommandException malformed(String message) {
        return new UnreadableCommandException(RefusalCode.MALFORMED, message);
    }

    private static UnreadableCommandException unsupported(String message) {
        return new UnreadableCommandException(RefusalCode.UNSUPPORTED, message);
    }
}
