package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import jakarta.jms.JMSException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by what is sent in, against the whole hub over sockets; what happened is printed as a table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class HostileInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MODEL = "3D/3dmodel.model";
    private static final String TYPES = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\""
            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"model\" ContentType=\"application/vnd.ms-package.3dmanufacturing-3dmodel+xml\"/>"
            + "</Types>";
    private static final String RELATIONSHIPS =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\""
                    + " Target=\"/3D/3dmodel.model\" Type=\"http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel\"/>"
                    + "</Relationships>";

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private final AtomicInteger canary = new AtomicInteger();
    private HubWithTenants tenants;
    private HubClient user;
    private HostileFiles files;
    private HttpServer trap;

    /** How many refusals of a kind the audit had when it was last asked. */
    private final Map<String, Integer> seen = new HashMap<>();

    @BeforeAll
    void start() throws IOException {
        trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext("/", exchange -> {
            canary.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        trap.start();
        tenants = new HubWithTenants(directory);
        user = tenants.person("mallory", "acme", Role.USER);
        files = new HostileFiles(tenants.hub, user, directory.resolve("data"));
    }

    @AfterAll
    void stop() throws IOException {
        tenants.close();
        trap.stop(0);
        table.print("attack-menu-input");
        assertThat(canary).as("calls that the hub was tricked into").hasValue(0);
    }

    private String trap() {
        return "http://127.0.0.1:" + trap.getAddress().getPort();
    }

    /** Waits until the audit has one more refusal of this kind than when it was last asked. */
    private void audited(String action) {
        int before = seen.getOrDefault(action, 0);
        seen.put(
                action,
                await("the audit has another " + action)
                        .atMost(PATIENCE)
                        .until(() -> noted(action), count -> count > before));
    }

    /** Waits until the audit has more refusals, of whatever kind: which part of the hub answers a path is its own affair. */
    private void refusedSince(int before) {
        await("the audit has another refusal").atMost(PATIENCE).until(() -> noted("") > before);
    }

    private int noted(String action) throws IOException {
        String kind = action.isEmpty() ? "" : "&action=" + action;
        return WholeHub.ok(tenants.hub.operator().get("/audit?outcome=REFUSED&limit=500" + kind))
                .path("items")
                .size();
    }

    /** Sends bytes as they are; returns the head of the answer. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(tenants.hub.url().getHost(), tenants.hub.url().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int b = socket.getInputStream().read();
            while (b >= 0 && !head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(b);
                b = socket.getInputStream().read();
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private String get(String path, String... headers) throws IOException {
        String own = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return raw("GET " + path + " HTTP/1.1\r\nHost: " + tenants.hub.url().getAuthority() + "\r\n" + own
                + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/orders",
                "/api/v1/orders/",
                "//api/v1/orders",
                "/api//v1/orders",
                "/api/v1/./orders",
                "/api/v1/x/../orders",
                "/api/v1/%6frders",
                "/api/v1/orders%2F",
                "/api/v1/orders;a=b",
                "/api/v1/me/../orders",
                "/API/v1/orders",
                "/api/v1/ordersx",
                "/make/../api/v1/orders",
                "/api/v1/orders%00",
                "/api/v1/orders?authenticationPath=/x",
                "/pages/../openapi.yaml/../api/v1/orders"
            })
    void noSpellingOfAPathPassesByTheCredentials(String path) throws IOException {
        int before = noted("");
        String answer = get(path);
        String status = answer.substring(9, 12);
        assertThat(status).as(answer).isIn("400", "401", "404");
        refusedSince(before);
        table.row("path", "GET " + path + " without credentials", status);
    }

    @Test
    void headersOfCamelFromOutsideSteerNothing() throws IOException {
        HubClient.Answer plain = user.get("/me");
        for (String name :
                List.of("CamelHttpUri", "camelhttpuri", "CAMELHTTPPATH", "CamelHttpMethod", "CamelFileName")) {
            HubClient.Answer steered = user.send("GET", "/me", BodyPublishers.noBody(), name, trap() + "/steered");
            assertThat(steered.status()).isEqualTo(200);
            assertThat(steered.body()).isEqualTo(plain.body());
        }
        HubClient.Answer asked = user.get("/me?CamelHttpUri=" + trap());
        assertThat(asked.status()).isEqualTo(400);
        audited("http.STEERING");
        table.row("Camel headers", "five spellings as headers", "the same answer as without, no call to the trap");
        table.row(
                "Camel headers",
                "as a query parameter",
                asked.status() + " " + asked.body().path("code").asText());
    }

    @Test
    void noOtherOriginIsLetIn() throws IOException {
        String secret = tenants.secret(new Principal("cora", "acme", Set.of(Role.USER)));
        String basic = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("cora:" + secret).getBytes(StandardCharsets.UTF_8));
        String answer = get("/api/v1/me", "Origin: https://evil.example", basic);
        assertThat(answer).startsWith("HTTP/1.1 403").doesNotContainIgnoringCase("access-control-");
        String modern = get("/api/v1/me", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", basic);
        assertThat(modern).startsWith("HTTP/1.1 403");
        String sibling = get("/api/v1/me", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors", basic);
        assertThat(sibling).startsWith("HTTP/1.1 403");
        String preflight = raw(
                "OPTIONS /api/v1/me HTTP/1.1\r\nHost: "
                        + tenants.hub.url().getAuthority()
                        + "\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n");
        assertThat(preflight).doesNotContainIgnoringCase("access-control-allow");
        audited("http.FOREIGN_ORIGIN");
        table.row("foreign origin", "GET and preflight", "403, no header lets a page of it read an answer");
    }

    @Test
    void ownPagesAndLinksOfOthersAreLetIn() throws IOException {
        String secret = tenants.secret(new Principal("nora", "acme", Set.of(Role.USER)));
        String basic = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("nora:" + secret).getBytes(StandardCharsets.UTF_8));
        String own = "Origin: http://" + tenants.hub.url().getAuthority();
        for (List<String> headers : List.of(
                List.of(basic),
                List.of(basic, own),
                List.of(basic, "Sec-Fetch-Site: same-origin", "Origin: https://a.proxy.says.another.host"),
                List.of(basic, "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"),
                List.of(basic, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"),
                List.of(basic, "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"))) {
            assertThat(get("/api/v1/me", headers.toArray(String[]::new)))
                    .as(headers.toString())
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoIsRememberedIsAnsweredAtOnceAndNobodyElseIs() throws IOException {
        Principal nina = new Principal("nina", "acme", Set.of(Role.USER));
        String basic = basic("nina", tenants.secret(nina));
        String looked = get("/api/v1/me", basic);
        assertThat(looked).startsWith("HTTP/1.1 200");
        long before = routed();
        assertThat(told(get("/api/v1/me", basic))).containsExactlyInAnyOrderElementsOf(told(looked));
        assertThat(routed()).as("no route was asked").isEqualTo(before);
        for (List<String> headers : List.of(
                List.of(basic, "X-Other: 1"),
                List.of(basic, "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))) {
            assertThat(get("/api/v1/me", headers.toArray(String[]::new))).startsWith("HTTP/1.1 200");
            assertThat(routed()).as("%s takes the usual way", headers).isEqualTo(++before);
        }
        assertThat(get("/api/v1/me?x=1", basic)).startsWith("HTTP/1.1 400");
        assertThat(get("/api/v1/me", basic, basic)).startsWith("HTTP/1.1 401");
        assertThat(get("/api/v1/me", basic("nina", "wrong"))).startsWith("HTTP/1.1 401");
        assertThat(get("/api/v1/me")).startsWith("HTTP/1.1 401");
        tenants.hub.operator().send("DELETE", "/credentials/nina", BodyPublishers.noBody());
        assertThat(get("/api/v1/me", basic)).as("taken away").startsWith("HTTP/1.1 401");
    }

    private static String basic(String name, String secret) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the lines of a head but for how long the body is: what a route answers comes in chunks. */
    private static List<String> told(String head) {
        return head.lines()
                .filter(line -> !line.startsWith("transfer-encoding:") && !line.startsWith("content-length:"))
                .toList();
    }

    /** Returns how many requests the route of the operation has answered. */
    private long routed() throws IOException {
        return tenants.hub.exchanges("api-who-am-i");
    }

    @Test
    void noWebSocketIsOpened() throws IOException {
        String answer = get(
                "/api/v1/me",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Extensions: permessage-deflate");
        assertThat(answer).startsWith("HTTP/1.1 400");
        audited("http.WEBSOCKET");
        table.row("WebSocket", "upgrade with compression", answer.substring(9, 12) + ", not upgraded");
    }

    @Test
    void serialisedObjectsAreNotRead() throws IOException {
        HubClient.Answer answer = user.send(
                "POST",
                "/designs",
                BodyPublishers.ofByteArray(new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 0x73, 0x72}),
                "Content-Type",
                "application/x-java-serialized-object");
        assertThat(answer.status()).isEqualTo(415);
        audited("createDesign");
        table.row(
                "Java object",
                "as the body of a request",
                "415 " + answer.body().path("code").asText());
    }

    @Test
    void coreProtocolOfTheBrokerIsNotSpoken() {
        for (String port : List.of(tenants.hub.mqtt(), tenants.hub.amqp())) {
            String url = "tcp://" + port.substring(port.indexOf("//") + 2);
            try (ActiveMQConnectionFactory core = new ActiveMQConnectionFactory(url)) {
                core.setCallTimeout(3000);
                core.setReconnectAttempts(0);
                core.setInitialConnectAttempts(1);
                assertThatThrownBy(core::createConnection).isInstanceOf(JMSException.class);
            }
        }
        audited("broker.CONNECT");
        table.row("CORE protocol", "connect to the ports of MQTT and AMQP", "no connection comes about");
    }

    @Test
    void twoLengthsOfOneBodyAreRefused() throws IOException {
        String answer = raw(
                "POST /api/v1/designs HTTP/1.1\r\nHost: "
                        + tenants.hub.url().getAuthority()
                        + "\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/orders HTTP/1.1\r\n\r\n");
        assertThat(answer.substring(9, 12)).isEqualTo("400");
        audited("http.MALFORMED");
        table.row("request smuggling", "Content-Length with Transfer-Encoding", answer.substring(9, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\1\2\3\r\n\r\n", "\u0016\3\1\2\0\1\0\1\u00fc\3\3\r\n\r\n"})
    void whatIsNotHttpIsRefusedAndNoted(String bytes) throws IOException {
        String answer = raw(bytes);
        assertThat(answer).matches("(?s)HTTP/\\d.\\d [45]\\d\\d .*");
        audited("http.MALFORMED");
        table.row(
                "garbage", bytes.length() + " bytes that are not HTTP to the port of the API", answer.substring(9, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me?x=%zz", "/make?x=%zz", "/api/v1/me?%f"})
    void escapeThatIsNoneIsTheSendersMistake(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 400");
        audited("http.MALFORMED");
    }

    @Test
    void entitiesOfAModelReadNothingAndCallNobody() throws IOException {
        for (String type : List.of(
                "<!DOCTYPE model [<!ENTITY x SYSTEM \"" + trap() + "/xxe\">]>",
                "<!DOCTYPE model SYSTEM \"" + trap() + "/dtd\">",
                "<!DOCTYPE model [<!ENTITY % p SYSTEM \"" + trap() + "/p\"> %p;]>",
                "<!DOCTYPE model [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>")) {
            JsonNode revision =
                    files.rejected("x.3mf", packed("<?xml version=\"1.0\"?>" + type + "<model>&x;</model>"));
            table.row(
                    "XML entities",
                    type.substring(0, Math.min(40, type.length())).replace(trap(), "http://trap"),
                    revision.path("problem").path("code").asText() + ", no call to the trap");
        }
    }

    @Test
    void packageThatBlowsUpIsRefusedWhileItIsRead() throws IOException {
        JsonNode revision = files.rejected("bomb.3mf", packed("<model>" + " ".repeat(120 << 20) + "</model>"));
        table.row(
                "zip bomb",
                "120 MiB of blanks in a 3MF of 120 kB",
                revision.path("problem").path("code").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../evil.stl", "/etc/evil.stl", "C:\\evil.stl", "a\u202Elts.stl", "CON.stl", "a/..;/evil.stl"
            })
    void nameOfAFileIsDataOnly(String name) throws IOException {
        Set<Path> before = outside();
        String design = WholeHub.ok(user.post("/designs", Map.of("name", name)))
                .path("id")
                .asText();
        HubClient.Answer answer = user.post("/designs/" + design + "/revisions", Map.of("fileName", name, "bytes", 84));
        assertThat(answer.status()).isIn(201, 400, 422);
        assertThat(outside()).isEqualTo(before);
        table.row("file name", name, answer.status() + ", nothing written outside of the data directory");
    }

    private static Set<Path> outside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.collect(Collectors.toSet());
        }
    }

    private static byte[] packed(String model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "[Content_Types].xml", TYPES);
            add(zip, "_rels/.rels", RELATIONSHIPS);
            add(zip, MODEL, model);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
