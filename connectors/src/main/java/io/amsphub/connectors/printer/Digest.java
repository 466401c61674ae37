package io.amsphub.connectors.printer;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP digest authentication (RFC 7616) with MD5 or SHA-256 and {@code qop=auth}. The first request of a
 * session is refused with a challenge, which is good for those after it until the machine gives another.
 */
final class Digest implements MachineHttp.Signature {

    private static final Pattern FIELD = Pattern.compile("([a-zA-Z]+)=(?:\"([^\"]*)\"|([^,\\s]+))");

    private final String user;
    private final String password;
    private @Nullable Map<String, String> challenge;
    private long count;

    Digest(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** Returns the lower-case hex SHA-1 of a stream, which OctoPrint names files by. */
    static String sha1(Supplier<InputStream> content) throws IOException {
        MessageDigest digest = algorithm("SHA-1");
        try (InputStream in = content.get()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public synchronized boolean learn(HttpHeaders unauthorized) {
        Map<String, String> old = challenge;
        for (String header : unauthorized.allValues("WWW-Authenticate")) {
            if (header.regionMatches(true, 0, "Digest ", 0, 7)) {
                Map<String, String> fields = new TreeMap<>();
                Matcher matcher = FIELD.matcher(header.substring(7));
                while (matcher.find()) {
                    String quoted = matcher.group(2);
                    fields.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted == null ? matcher.group(3) : quoted);
                }
                challenge = fields;
                count = 0;
                return old == null || !fields.getOrDefault("nonce", "").equals(old.get("nonce"));
            }
        }
        return false;
    }

    @Override
    public synchronized List<String> headers(String method, String path) {
        Map<String, String> fields = challenge;
        if (fields == null) {
            return List.of();
        }
        String name = fields.getOrDefault("algorithm", "MD5");
        String realm = fields.getOrDefault("realm", "");
        String nonce = fields.getOrDefault("nonce", "");
        String cnonce = UUID.randomUUID().toString().replace("-", "");
        String nc = String.format(Locale.ROOT, "%08x", ++count);
        String secret = hash(name, user + ":" + realm + ":" + password);
        String request = hash(name, method + ":" + path);
        boolean qop = fields.containsKey("qop");
        String response = qop
                ? hash(name, secret + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + request)
                : hash(name, secret + ":" + nonce + ":" + request);
        StringBuilder header = new StringBuilder("Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\""
                + nonce + "\", uri=\"" + path + "\", response=\"" + response + "\", algorithm=" + name);
        if (qop) {
            header.append(", qop=auth, nc=")
                    .append(nc)
                    .append(", cnonce=\"")
                    .append(cnonce)
                    .append('"');
        }
        if (fields.containsKey("opaque")) {
            header.append(", opaque=\"").append(fields.get("opaque")).append('"');
        }
        return List.of("Authorization", header.toString());
    }

    private static String hash(String name, String text) {
        return HexFormat.of().formatHex(algorithm(name).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("there is no " + name, e);
        }
    }
}
