package io.amsphub.config.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known attacks on Jolokia and Hawtio: from outside, from other pages, and by a user who logged in. */
class ConsoleAttackTest {

    private static final String CONTEXT = "org.apache.camel:context=amsp-hub,type=context,name=\"amsp-hub\"";
    private static final String ROUTE = "org.apache.camel:context=amsp-hub,type=routes,name=\"mesh-detect\"";
    private static final String BROKER = "org.apache.activemq.artemis:broker=\"hub\"";
    private static final String QUEUE = BROKER
            + ",component=addresses,address=\"hub.dead\",subcomponent=queues,routing-type=\"anycast\","
            + "queue=\"hub.dead\"";
    private static final String MLET = "DefaultDomain:type=MLet";
    private static final String LOG4J = "org.apache.logging.log4j2:type=hub,component=Loggers";
    private static final String FOREIGN_CAMEL = "org.apache.camel:context=amsp-hub,type=debugger,name=\"probe\"";
    private static final List<ObjectName> PROBES = new ArrayList<>();

    private static ConsoleFixture hub;
    private static ConsoleClient operator;

    private ConsoleClient client;

    @BeforeAll
    static void start() throws Exception {
        hub = new ConsoleFixture(ConsoleSettings.loopback(0, ConsoleFixture.WEB_APP));
        operator = new ConsoleClient(hub.console.url());
        assertThat(operator.login("olga", ConsoleFixture.PASSWORD).statusCode()).isEqualTo(200);
        PROBES.add(Probe.register(MLET, "getMBeansFromURL", "addURL"));
        PROBES.add(Probe.register(LOG4J, "setConfigText", "setConfigLocationUri"));
        PROBES.add(Probe.register(FOREIGN_CAMEL, "addBreakpoint", "evaluateExpressionAtBreakpoint"));
    }

    @AfterAll
    static void stop() throws Exception {
        for (ObjectName probe : PROBES) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(probe);
        }
        hub.stop();
    }

    @BeforeEach
    void newClient() {
        client = new ConsoleClient(hub.console.url());
        Probe.REACHED.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, jolokia",
        "GET, jolokia/",
        "GET, jolokia/version",
        "GET, jolokia/list",
        "GET, jolokia/read/java.lang:type=Memory",
        "GET, jolokia/exec/java.lang:type=Memory/gc",
        "GET, jolokia;a=b/version",
        "GET, static/..;/jolokia/version",
        "GET, static/%2e%2e/jolokia/version",
        "GET, %6aolokia/version",
        "GET, //jolokia/version",
        "POST, jolokia",
        "POST, jolokia/",
        "POST, jolokia/version",
        "POST, jolokia/read/java.lang:type=Memory",
        "POST, jolokia/exec/java.lang:type=Memory/gc",
        "POST, jolokia;a=b/",
        "POST, jolokia/?maxDepth=1",
        "POST, static/../jolokia/",
        "OPTIONS, jolokia",
        "PUT, jolokia",
        "DELETE, jolokia",
        "TRACE, jolokia",
        "GET, user",
        "GET, plugin",
        "GET, proxy/localhost:8161/console/jolokia",
        "POST, proxy/localhost:8161/console/jolokia",
        "GET, keycloak/client-config",
        "GET, camel/routes",
        "GET, WEB-INF/web.xml",
        "GET, WEB-INF/lib/",
        "GET, static/",
        "GET, static/js/",
        "GET, META-INF/MANIFEST.MF",
    })
    void nothingIsAnsweredWithoutLogin(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.console.url() + path))
                .method(method, BodyPublishers.ofString("{\"type\":\"version\"}"))
                .header("Content-Type", "application/json")
                .header("Origin", client.origin)
                .build();

        HttpResponse<String> response = client.send(request);

        if (response.statusCode() == 302) {
            assertThat(response.headers().firstValue("Location").orElse("")).endsWith("/console/login");
        } else {
            assertThat(response.statusCode()).isIn(400, 401, 403, 404, 405);
        }
        assertThat(response.body()).isEmpty();
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                // CVE-2022-41678 and its kin: code through the MBeans of the JVM and of loggers
                arguments("jdk.management.jfr:type=FlightRecorder", "newRecording()"),
                arguments("jdk.management.jfr:type=FlightRecorder", "newRecording"),
                arguments("jdk.management.jfr:type=FlightRecorder", "setConfiguration(long,java.lang.String)"),
                arguments("jdk.management.jfr:type=FlightRecorder", "copyTo(long,java.lang.String)"),
                arguments("com.sun.management:type=DiagnosticCommand", "compilerDirectivesAdd"),
                arguments("com.sun.management:type=DiagnosticCommand", "jvmtiAgentLoad([Ljava.lang.String;)"),
                arguments("com.sun.management:type=DiagnosticCommand", "vmSystemProperties()"),
                arguments("com.sun.management:type=HotSpotDiagnostic", "dumpHeap(java.lang.String,boolean)"),
                arguments("com.sun.management:type=HotSpotDiagnostic", "setVMOption"),
                arguments("java.util.logging:type=Logging", "setLoggerLevel(java.lang.String,java.lang.String)"),
                arguments("java.lang:type=Memory", "gc()"),
                arguments("JMImplementation:type=MBeanServerDelegate", "anything()"),
                arguments(MLET, "getMBeansFromURL(java.lang.String)"),
                arguments(MLET, "addURL"),
                arguments(LOG4J, "setConfigText(java.lang.String)"),
                arguments(LOG4J, "setConfigLocationUri"),
                // Camel: routes, endpoints and messages of the attacker's
                arguments(CONTEXT, "addOrUpdateRoutesFromXml(java.lang.String)"),
                arguments(CONTEXT, "addRoutesFromXml"),
                arguments(CONTEXT, "createEndpoint(java.lang.String)"),
                arguments(CONTEXT, "createEndpoint"),
                arguments(CONTEXT, "sendBody(java.lang.String,java.lang.Object)"),
                arguments(CONTEXT, "sendStringBody"),
                arguments(CONTEXT, "sendBodyAndHeaders(java.lang.String, java.lang.Object, java.util.Map)"),
                arguments(CONTEXT, "requestBody"),
                arguments(CONTEXT, "setGlobalOption"),
                arguments(CONTEXT, "removeEndpoints"),
                arguments(CONTEXT, "stop()"),
                arguments(CONTEXT, "stop"),
                arguments(CONTEXT, "restart()"),
                arguments(ROUTE, "updateRouteFromXml(java.lang.String)"),
                arguments(ROUTE, "updateRouteFromXml"),
                arguments(ROUTE, "remove()"),
                arguments(FOREIGN_CAMEL, "addBreakpoint"),
                arguments(FOREIGN_CAMEL, "evaluateExpressionAtBreakpoint(java.lang.String)"),
                // Artemis: users, ways out, deletion
                arguments(BROKER, "addUser(java.lang.String,java.lang.String,java.lang.String,boolean)"),
                arguments(BROKER, "createBridge(java.lang.String)"),
                arguments(BROKER, "createDivert(java.lang.String)"),
                arguments(BROKER, "addConnector(java.lang.String,java.lang.String)"),
                arguments(BROKER, "createConnectorService"),
                arguments(BROKER, "addSecuritySettings(java.lang.String,java.lang.String)"),
                arguments(BROKER, "exportConfigAsProperties()"),
                arguments(BROKER, "destroyQueue(java.lang.String)"),
                arguments(BROKER, "deleteAddress(java.lang.String)"),
                arguments(BROKER, "forceFailover()"),
                arguments(BROKER, "reloadConfigurationFile()"),
                arguments(QUEUE, "removeAllMessages()"),
                arguments(QUEUE, "moveMessage(long,java.lang.String)"),
                arguments(QUEUE, "sendMessage"),
                // tricks with the name of an operation that is allowed
                arguments(ROUTE, "stop() "),
                arguments(ROUTE, "stop(java.lang.Long,java.lang.Boolean)"),
                arguments(QUEUE, "pause(boolean)"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operatorCannotRun(String mbean, String operation) throws Exception {
        client = operator;

        JsonNode alone = client.exec(mbean, operation, "file:/tmp/x");
        String request = ConsoleClient.JSON.writeValueAsString(
                List.of(Map.of("type", "version"), Map.of("type", "exec", "mbean", mbean, "operation", operation)));
        JsonNode inBulk = client.jolokia(request);

        assertThat(alone.path("status").asInt()).as(alone.toString()).isEqualTo(403);
        assertThat(alone.has("value")).isFalse();
        assertThat(inBulk.get(1).path("status").asInt()).isEqualTo(403);
        assertThat(Probe.REACHED).isEmpty();
        assertThat(hub.audited).anyMatch(record -> record.startsWith("olga denied " + operation + " on "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang:type=Runtime|SystemProperties",
                "java.lang:type=Runtime|InputArguments",
                "java.lang:type=Runtime|ClassPath",
                "com.sun.management:type=HotSpotDiagnostic|DiagnosticOptions",
                "jdk.management.jfr:type=FlightRecorder|Recordings",
                "DefaultDomain:type=MLet|Value",
                "org.apache.activemq.artemis:broker=\"hub\"|Connectors",
                "org.apache.activemq.artemis:broker=\"hub\"|ConnectorsAsJSON",
                "org.apache.activemq.artemis:broker=\"hub\"|AcceptorsAsJSON",
                "org.apache.activemq.artemis:broker=\"hub\",component=acceptors,name=\"in-vm\"|Parameters",
            })
    void operatorCannotRead(String mbean, String attribute) throws Exception {
        client = operator;

        assertThat(client.read(mbean, attribute).path("status").asInt()).isEqualTo(403);
        assertThat(Probe.REACHED).isEmpty();
    }

    @Test
    void readingEverythingRevealsNoSecret() throws Exception {
        client = operator;

        JsonNode all = client.jolokia(
                Map.of("type", "read", "mbean", "*:*", "config", Map.of("ignoreErrors", true, "maxDepth", 8)));

        assertThat(all.path("value").size()).isGreaterThan(20);
        assertThat(all.toString())
                .doesNotContain(ConsoleFixture.STORE_PASSWORD, System.getProperty("java.class.path"), "secret");
        assertThat(Probe.REACHED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.apache.camel:context=amsp-hub,type=context,name=\"amsp-hub\"|Tracing|true",
                "org.apache.camel:context=amsp-hub,type=routes,name=\"mesh-detect\"|StatisticsEnabled|false",
                "org.apache.activemq.artemis:broker=\"hub\"|MessageCounterEnabled|true",
                "java.lang:type=Memory|Verbose|true",
                "DefaultDomain:type=MLet|Value|x",
            })
    void operatorCannotWrite(String mbean, String attribute, String value) throws Exception {
        client = operator;

        JsonNode answer =
                client.jolokia(Map.of("type", "write", "mbean", mbean, "attribute", attribute, "value", value));

        assertThat(answer.path("status").asInt()).isEqualTo(403);
        assertThat(Probe.REACHED).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap", "rmi"})
    void noOtherJvmIsReached(String protocol) throws Exception {
        client = operator;
        try (ServerSocket canary = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "service:jmx:rmi:///jndi/" + protocol + "://127.0.0.1:" + canary.getLocalPort() + "/x";

            JsonNode answer = client.jolokia(
                    Map.of("type", "read", "mbean", "java.lang:type=Memory", "target", Map.of("url", url)));

            assertThat(answer.path("status").asInt()).isEqualTo(403);
            canary.setSoTimeout(200);
            assertThatThrownBy(canary::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "add", "list", "ping"})
    void notificationsAreRefused(String command) throws Exception {
        client = operator;

        JsonNode answer = client.jolokia(
                Map.of("type", "notification", "command", command, "client", "x", "mode", "pull", "mbean", MLET));

        assertThat(answer.path("status").asInt()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jolokia/version", "jolokia/read/java.lang:type=Memory", "jolokia/?callback=alert"})
    void getIsNoWayToJolokiaEvenAfterLogin(String path) throws Exception {
        client = operator;

        assertThat(client.get(path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1", "http://localhost:1"})
    void pagesOfOtherOriginsAreRefused(String origin) throws Exception {
        client = operator;
        HttpRequest.Builder request =
                client.post("jolokia/", "{\"type\":\"version\"}").setHeader("Origin", origin);

        HttpResponse<String> response = client.send(request.build());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void sessionWithoutOriginIsRefused() throws Exception {
        client = operator;
        HttpRequest request = HttpRequest.newBuilder(hub.console.url().resolve("jolokia/"))
                .POST(BodyPublishers.ofString("{\"type\":\"version\"}"))
                .header("Content-Type", "application/json")
                .build();

        assertThat(client.send(request).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp"
            })
    void onlyJsonIsTaken(String type) throws Exception {
        client = operator;
        HttpRequest.Builder request =
                client.post("jolokia/", "{\"type\":\"version\"}").setHeader("Content-Type", type);

        assertThat(client.send(request.build()).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "169.254.169.254"})
    void otherHostNamesAreRefused(String host) throws Exception {
        assertThat(rawStatus("GET /console/login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .isEqualTo(403);
        assertThat(rawStatus("POST /console/auth/login HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host
                        + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .isEqualTo(403);
    }

    private static int rawStatus(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), hub.console.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void hugeBodiesAreCutOffBeforeTheLogin() throws Exception {
        String huge = "{\"username\":\"" + "x".repeat(3 << 20) + "\",\"password\":\"x\"}";
        int before = hub.passwordsChecked.get();

        assertThat(client.send(client.post("auth/login", huge).build()).statusCode())
                .isEqualTo(413);
        assertThat(hub.passwordsChecked).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"username\":1,\"password\":[]}", "{\"username\":\"olga\"}"})
    void brokenLoginsAreRefusedWithoutStackTrace(String body) throws Exception {
        HttpResponse<String> response =
                client.send(client.post("auth/login", body).build());

        assertThat(response.statusCode()).isIn(400, 403);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }
}
