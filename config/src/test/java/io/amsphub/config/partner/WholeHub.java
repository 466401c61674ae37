package io.amsphub.config.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.HubServer;
import io.amsphub.config.HubSettings;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;

/** The whole hub in this process: real broker, database, HTTP and routes, on free ports; can be started again. */
public final class WholeHub implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofMinutes(3);

    final Path data;
    private final Properties file = new Properties();
    private final int httpPort;
    private final int amqpPort;
    private final int mqttPort;
    private HubServer server;

    public WholeHub(Path data) throws IOException {
        this.data = data;
        List<Integer> ports = freePorts(5);
        httpPort = ports.get(0);
        amqpPort = ports.get(1);
        mqttPort = ports.get(2);
        file.setProperty("hub.http.port", String.valueOf(httpPort));
        file.setProperty("hub.amqp.port", String.valueOf(amqpPort));
        file.setProperty("hub.mqtt.port", String.valueOf(ports.get(2)));
        file.setProperty("hub.management.port", String.valueOf(ports.get(3)));
        file.setProperty("hub.console.port", String.valueOf(ports.get(4)));
        server = new HubServer(settings(), data);
    }

    private HubSettings settings() {
        return HubSettings.read(data, file, Map.of(), new Properties());
    }

    public WholeHub with(String key, String value) {
        file.setProperty(key, value);
        return this;
    }

    public WholeHub start() throws IOException {
        server = new HubServer(settings(), data);
        server.start();
        server.issueFirstCredentials();
        return this;
    }

    public HubServer server() {
        return server;
    }

    public String amqp() {
        return "amqp://127.0.0.1:" + amqpPort + "?jms.connectTimeout=120000";
    }

    /** Returns the data directory. */
    public Path data() {
        return data;
    }

    /** Returns where machines connect to. */
    public String mqtt() {
        return "tcp://127.0.0.1:" + mqttPort;
    }

    /** Returns where the API is, without its path. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** Returns how many exchanges a route has begun. */
    public long exchanges(String route) throws IOException {
        URI metrics = URI.create("http://127.0.0.1:" + file.getProperty("hub.management.port") + "/observe/metrics");
        try (InputStream in = metrics.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("camel_exchanges_total{")
                            && line.contains("kind=\"CamelRoute\"")
                            && line.contains("routeId=\"" + route + "\""))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    public HubClient operator() throws IOException {
        return client(FirstCredentials.OPERATOR, FirstCredentials.secret(data));
    }

    public HubClient client(String name, String secret) {
        return new HubClient(URI.create("http://127.0.0.1:" + httpPort), name, secret);
    }

    /** Registers a partner; returns its secret. */
    public String register(Map<String, ?> partner) throws IOException {
        return ok(operator().post("/partners", partner)).path("secret").asText();
    }

    /** Uploads a sound model; returns the id of its revision, which is ready. */
    public static String readyRevision(HubClient client, Path directory) throws IOException {
        Path model = directory.resolve("bracket.stl");
        try (OutputStream out = Files.newOutputStream(model)) {
            BinaryStlWriter.write(DemoBracket.sound(), out);
        }
        String design = ok(client.post("/designs", Map.of("name", "bracket")))
                .path("id")
                .asText();
        JsonNode announced = ok(client.post(
                "/designs/" + design + "/revisions", Map.of("fileName", "bracket.stl", "bytes", Files.size(model))));
        ok(client.upload(announced.path("uploadUrl").asText(), model));
        await().atMost(PATIENCE).until(() -> ok(client.get("/designs/" + design + "/revisions/1"))
                .path("state")
                .asText()
                .equals("READY"));
        return announced.path("id").asText();
    }

    static long waiting(String queue) throws JMException {
        return attribute(queue, "MessageCount");
    }

    static long consumers(String queue) throws JMException {
        return attribute(queue, "ConsumerCount");
    }

    private static long attribute(String queue, String name) throws JMException {
        ObjectName bean = new ObjectName("org.apache.activemq.artemis:broker=\"hub\",component=addresses,address=\""
                + queue + "\",subcomponent=queues,routing-type=\"anycast\",queue=\"" + queue + "\"");
        return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name)).longValue();
    }

    public static JsonNode ok(HubClient.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isLessThan(300);
        return answer.body();
    }

    @Override
    public void close() {
        server.close();
    }

    public static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
