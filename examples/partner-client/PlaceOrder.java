import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places an order from a model file, waits until it is shipped, and shows its parts. Needs nothing but a JDK 17:
 *
 * <pre>HUB=http://127.0.0.1:8080 HUB_USER=partner.acme HUB_SECRET=... java PlaceOrder.java bracket.stl mex-pla 2 PO-7</pre>
 *
 * Run again with the same file and reference it places nothing twice: the idempotency keys come from both.
 */
public final class PlaceOrder {

    private static final String HUB = System.getenv().getOrDefault("HUB", "http://127.0.0.1:8080");
    private static final String BASIC = Base64.getEncoder()
            .encodeToString((System.getenv("HUB_USER") + ":" + System.getenv("HUB_SECRET"))
                    .getBytes(StandardCharsets.UTF_8));
    private static final List<String> FAILED = List.of("REJECTED", "REFUSED", "EXPIRED", "CANCELLED");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        String reference = args[3];
        byte[] content = Files.readAllBytes(file);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        String key = reference + "-" + digest.substring(0, 16);
        String design = field("id", post("/designs", "{\"name\":\"" + file.getFileName() + "\"}", key + "-design"));
        String announced = post("/designs/" + design + "/revisions", "{\"fileName\":\"" + file.getFileName()
                + "\",\"bytes\":" + content.length + ",\"autoAccept\":true}", key + "-revision");
        String revision = "/api/v1/designs/" + design + "/revisions/1";
        String upload = field("uploadUrl", announced);
        if (field("state", call("GET", revision, new byte[0])).equals("UPLOADING")) {
            int offset = Integer.parseInt(field("offset", call("GET", upload, new byte[0])));
            call("PATCH", upload, Arrays.copyOfRange(content, offset, content.length), "Upload-Offset", "" + offset,
                    "Content-Type", "application/offset+octet-stream");
        }
        await(revision, "READY");
        String quote = field("id", post("/quotes", "{\"revision\":\"" + design + ".1\",\"material\":\"" + args[1]
                + "\",\"quantity\":" + args[2] + "}", key + "-quote"));
        await("/api/v1/quotes/" + quote, "PRICED", "ORDERED");
        String order = field("id", post("/orders", "{\"quote\":\"" + quote + "\",\"reference\":\"" + reference + "\"}",
                key + "-order"));
        System.out.println("order " + order);
        await("/api/v1/orders/" + order, "SHIPPED", "DELIVERED");
        System.out.println(call("GET", "/api/v1/parts?orderId=" + order, new byte[0]));
    }

    private static String post(String path, String body, String key) throws IOException, InterruptedException {
        return call("POST", "/api/v1" + path, body.getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/json", "Idempotency-Key", key);
    }

    private static void await(String path, String... states) throws IOException, InterruptedException {
        String state = field("state", call("GET", path, new byte[0]));
        while (!List.of(states).contains(state)) {
            if (FAILED.contains(state)) {
                throw new IOException(path + " is " + state);
            }
            TimeUnit.SECONDS.sleep(1);
            state = field("state", call("GET", path, new byte[0]));
        }
    }

    /** Sends a request; waits when the quota is used up, ends with the problem when it is refused. */
    private static String call(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(HUB + path))
                .header("Authorization", "Basic " + BASIC)
                .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 429 || answer.statusCode() == 503) {
            TimeUnit.SECONDS.sleep(answer.headers().firstValueAsLong("Retry-After").orElse(5));
            return call(method, path, body, headers);
        }
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.body());
        }
        return answer.body();
    }

    /** The first value of a name in an answer: enough here, no reader of JSON. */
    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }
}
