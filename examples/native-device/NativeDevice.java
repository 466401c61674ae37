import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.*;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import org.eclipse.paho.mqttv5.client.*;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.*;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A device maker's start: java -cp 'lib/*' NativeDevice.java tcp://hub:1883 centre-1 printer-07 password memory.txt */
public class NativeDevice implements MqttCallback {
    final ObjectMapper json = new ObjectMapper();
    final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(); // one thing at a time
    final Map<String, String> jobs = new LinkedHashMap<>(); // every job ever accepted -> how it went
    final String boot = UUID.randomUUID().toString();
    final String base;
    final Path memory;
    final MqttAsyncClient mqtt;
    boolean clear = true;
    String job; // the one that is being printed
    long seq;

    NativeDevice(String broker, String centre, String machine, String password, Path memory) throws Exception {
        this.base = "am/" + centre + "/" + machine;
        this.memory = memory;
        if (Files.exists(memory)) Files.readAllLines(memory).forEach(this::recall);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(centre + "/" + machine);
        options.setPassword(password.getBytes());
        options.setCleanStart(false); // with the expiry: commands wait for us while we are away
        options.setSessionExpiryInterval(86_400L);
        options.setAutomaticReconnect(true);
        String will = "{\"schema\":\"amsp-native/1\",\"state\":\"OFFLINE\"}";
        options.setWill(base + "/report/state", new MqttMessage(will.getBytes(), 1, true, new MqttProperties()));
        options.setWillMessageProperties(new MqttProperties());
        options.getWillMessageProperties().setWillDelayInterval(1L);
        mqtt = new MqttAsyncClient(broker, centre + "/" + machine, new MemoryPersistence());
        mqtt.setCallback(this);
        mqtt.connect(options).waitForCompletion();
        for (String lost : List.copyOf(jobs.keySet())) if (jobs.get(lost).equals("STARTED")) end(lost, "FAILED", "POWER_LOSS");
    }

    public void connectComplete(boolean reconnect, String broker) {
        turns.submit(() -> mqtt.subscribe(new MqttSubscription(base + "/command/+", 1)));
        turns.submit(() -> say("identity", true, """
                "manufacturer":"Example","model":"Small","serial":"1","firmware":"1.0","processCategory":"MEX",
                "buildVolumeMm":{"x":200,"y":200,"z":200},"materials":["PLA"],"nozzleMm":0.4,
                "commands":["print","report","platform-clear"]"""));
        turns.submit(() -> sayState());
    }

    public void messageArrived(String topic, MqttMessage message) throws Exception {
        turns.submit(() -> obey(topic.substring(topic.lastIndexOf('/') + 1), message)).get(); // then Paho sends the PUBACK
    }

    Void obey(String verb, MqttMessage message) throws Exception {
        JsonNode command = readable(message.getPayload());
        String wanted = command.path("job").asText();
        boolean duplicate = verb.equals("print") && jobs.containsKey(wanted); // never twice: yes, and nothing is done
        String refusal = duplicate ? null : !command.path("command").isTextual() ? "MALFORMED" : switch (verb) {
            case "print" -> whyNot(command, command.path("file"));
            case "platform-clear" -> job == null ? null : "BUSY";
            case "report" -> null;
            default -> "UNSUPPORTED";
        };
        if (refusal == null && verb.equals("platform-clear")) remember("CLEAR platform");
        if (refusal == null && verb.equals("print") && !duplicate) {
            remember("STARTED " + wanted); // on the disk before the hub is told
            job = wanted;
            turns.schedule(() -> end(wanted, "FINISHED", null), 2, TimeUnit.SECONDS); // a real machine prints here
        }
        MqttProperties properties = new MqttProperties();
        properties.setCorrelationData(message.getProperties().getCorrelationData());
        String answer = report("\"command\":%s,\"verb\":\"%s\",\"job\":%s,\"accepted\":%b,\"duplicate\":%b,\"code\":%s,\"reason\":null"
                .formatted(quoted(command.path("command").asText()), verb, quoted(wanted), refusal == null, duplicate, quoted(refusal)));
        String topic = message.getProperties().getResponseTopic();
        mqtt.publish(topic == null ? base + "/report/ack" : topic, new MqttMessage(answer.getBytes(), 1, false, properties));
        return sayState();
    }

    /** An exception would make Paho drop the connection, and the broker send the same command again, for ever. */
    String whyNot(JsonNode command, JsonNode file) throws Exception {
        try {
            return refusal(command, file);
        } catch (IOException e) {
            return "FILE_UNREACHABLE";
        } catch (RuntimeException e) {
            return "MALFORMED";
        }
    }

    String refusal(JsonNode command, JsonNode file) throws Exception {
        if (!Instant.now().isBefore(Instant.parse(command.path("expires").asText()))) return "EXPIRED";
        if (job != null) return "BUSY";
        if (!clear) return "PLATFORM_NOT_CLEAR";
        if (!command.path("material").asText().equals("PLA")) return "MATERIAL_MISMATCH";
        for (JsonNode side : command.path("sizeMm")) if (side.asDouble() > 200) return "TOO_LARGE";
        HttpRequest get = HttpRequest.newBuilder(URI.create(file.path("uri").asText()))
                .header("Authorization", file.path("authorization").asText("")).build();
        HttpResponse<byte[]> got = HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofByteArray());
        if (got.statusCode() != 200) return "FILE_UNREACHABLE";
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(got.body()));
        return sum.equalsIgnoreCase(file.path("sha256").asText()) ? null : "FILE_MISMATCH";
    }

    Void end(String which, String outcome, String reason) throws Exception {
        remember(outcome + " " + which);
        job = null;
        say("job", false, "\"job\":\"%s\",\"outcome\":\"%s\",\"reason\":%s,\"printTimeS\":0,\"feedstockMm3\":null,\"measuredMm\":null"
                .formatted(which, outcome, quoted(reason)));
        return sayState();
    }

    Void sayState() throws Exception {
        StringJoiner recent = new StringJoiner(",", "[", "]");
        jobs.entrySet().stream().skip(Math.max(0, jobs.size() - 20))
                .forEach(e -> recent.add("{\"job\":\"%s\",\"outcome\":\"%s\"}".formatted(e.getKey(), e.getValue())));
        return say("state", true, """
                "state":"%s","platformClear":%b,"job":%s,"progressPct":null,"layer":null,"layers":null,
                "temperaturesC":{},"recentJobs":%s,"alarm":null"""
                .formatted(job != null ? "PRINTING" : clear ? "IDLE" : "NOT_READY", clear, quoted(job), recent));
    }

    Void say(String noun, boolean retain, String fields) throws MqttException {
        mqtt.publish(base + "/report/" + noun, new MqttMessage(report(fields).getBytes(), 1, retain, new MqttProperties()));
        return null;
    }

    String report(String fields) {
        return "{\"schema\":\"amsp-native/1\",\"boot\":\"%s\",\"seq\":%d,\"time\":\"%s\",%s}".formatted(boot, ++seq, Instant.now(), fields);
    }

    void remember(String line) throws Exception {
        Files.writeString(memory, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        recall(line);
    }

    void recall(String line) {
        String[] words = line.split(" ");
        clear = words[0].equals("CLEAR") || clear && !words[0].equals("STARTED");
        if (!words[0].equals("CLEAR")) jobs.put(words[1], words[0]);
    }

    JsonNode readable(byte[] payload) {
        try {
            return json.readTree(payload);
        } catch (IOException e) {
            return json.createObjectNode();
        }
    }

    static String quoted(String text) {
        return text == null || text.isEmpty() ? "null" : "\"" + text + "\"";
    }

    public void disconnected(MqttDisconnectResponse response) {}
    public void mqttErrorOccurred(MqttException e) {}
    public void deliveryComplete(IMqttToken token) {}
    public void authPacketArrived(int code, MqttProperties properties) {}

    public static void main(String[] args) throws Exception {
        new NativeDevice(args[0], args[1], args[2], args[3], Path.of(args[4]));
    }
}
