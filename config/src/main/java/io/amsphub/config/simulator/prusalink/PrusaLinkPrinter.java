package io.amsphub.config.simulator.prusalink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.gcode.GcodePrinter;
import io.amsphub.config.simulator.gcode.HttpFront;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated PrusaLink: HTTP with digest authentication, files by PUT, a job that stays after its end until
 * a person at the machine takes the part off and sets the machine ready. It starts nothing unless it is
 * ready.
 */
public final class PrusaLinkPrinter implements SimulatedPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILES = "/api/v1/files/usb/";
    private static final String JOB = "/api/v1/job";
    private static final String REALM = "Printer API";

    private final GcodePrinter machine;
    private final HttpFront front;
    private final Options options;
    private final String nonce = UUID.randomUUID().toString().replace("-", "");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "printer-timer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ready = true;

    /**
     * How a simulated PrusaLink runs.
     *
     * @param port of HTTP; 0 takes a free one
     * @param user of the digest
     * @param password of the digest
     * @param printTime how long a print takes
     */
    public record Options(int port, String user, String password, Duration printTime) {}

    /** Switches one on. */
    public PrusaLinkPrinter(Options options) throws IOException {
        this.options = options;
        machine = new GcodePrinter(options.printTime());
        front = new HttpFront(options.port(), this::http);
    }

    @Override
    public GcodePrinter machine() {
        return machine;
    }

    @Override
    public String url() {
        return front.url();
    }

    @Override
    public boolean fault(String name, String value) {
        switch (name) {
            case "vanish" -> {
                front.away(true);
                var unused = timer.schedule(
                        () -> front.away(false), SimulatedPrinter.seconds(value).toMillis(), TimeUnit.MILLISECONDS);
            }
            case "garbage" -> front.garbage(3);
            case "garbage-for-files" -> front.garbageForFiles(1);
            case "late", "shuffle" -> front.late(SimulatedPrinter.seconds(value));
            case "swallow" -> front.swallow(2);
            case "duplicate" -> {
                // Nothing is said twice where everything is asked for.
                return true;
            }
            case "clear" -> {
                machine.reset();
                ready = true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private HttpFront.Reply http(HttpFront.Request request) {
        if (!signed(request)) {
            return new HttpFront.Reply(
                    401,
                    "{}",
                    Map.of(
                            "WWW-Authenticate",
                            "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\", qop=\"auth\""));
        }
        String path = request.path();
        try {
            if (path.equals("/api/version")) {
                ObjectNode version = JSON.createObjectNode().put("text", "PrusaLink simulated");
                version.putObject("capabilities").put("upload-by-put", true);
                return HttpFront.Reply.json(200, version);
            } else if (path.equals("/api/v1/status")) {
                return HttpFront.Reply.json(200, status());
            } else if (path.equals(JOB)) {
                return machine.state() == GcodePrinter.State.STANDBY
                        ? HttpFront.Reply.empty(204)
                        : HttpFront.Reply.json(200, job());
            } else if (path.startsWith(JOB + "/")) {
                return control(request.method(), path.substring(JOB.length() + 1));
            } else if (path.startsWith(FILES)) {
                return file(request, path.substring(FILES.length()));
            }
            return HttpFront.Reply.json(404, title("Not found"));
        } catch (GcodePrinter.No e) {
            return HttpFront.Reply.json(409, title(String.valueOf(e.getMessage())));
        }
    }

    private ObjectNode status() {
        ObjectNode status = JSON.createObjectNode();
        status.putObject("printer")
                .put("state", word())
                .put("temp_nozzle", 21.5)
                .put("temp_bed", 20.0);
        if (machine.state().busy()) {
            status.putObject("job").put("id", id()).put("progress", 100 * machine.progress());
        }
        return status;
    }

    private String word() {
        return switch (machine.state()) {
            case STANDBY -> ready ? "READY" : "IDLE";
            case COMPLETE -> "FINISHED";
            case CANCELLED -> "STOPPED";
            default -> machine.state().name();
        };
    }

    private int id() {
        return machine.history().size();
    }

    private ObjectNode job() {
        ObjectNode job = JSON.createObjectNode().put("id", id()).put("state", word());
        job.put("progress", 100 * machine.progress());
        String path = machine.file();
        int slash = path.lastIndexOf('/');
        job.putObject("file")
                .put("name", "JOB~1.GCO")
                .put("display_name", path.substring(slash + 1))
                .put("path", "/usb/" + (slash < 0 ? "" : path.substring(0, slash)));
        return job;
    }

    private HttpFront.Reply control(String method, String rest) throws GcodePrinter.No {
        List<String> words = List.of(rest.split("/", -1));
        if (!words.get(0).equals(Integer.toString(id()))) {
            return HttpFront.Reply.json(404, title("no such job"));
        }
        if (method.equals("DELETE") && words.size() == 1) {
            machine.cancel();
        } else if (method.equals("PUT") && words.contains("pause")) {
            machine.pause();
        } else if (method.equals("PUT") && words.contains("resume")) {
            machine.resume();
        } else {
            return HttpFront.Reply.json(405, title("Method not allowed"));
        }
        return HttpFront.Reply.empty(204);
    }

    private HttpFront.Reply file(HttpFront.Request request, String path) throws GcodePrinter.No {
        switch (request.method()) {
            case "GET" -> {
                return machine.size(path) < 0
                        ? HttpFront.Reply.json(404, title("no such file"))
                        : HttpFront.Reply.json(
                                200, JSON.createObjectNode().put("name", path).put("size", machine.size(path)));
            }
            case "PUT" -> {
                return store(request, path);
            }
            case "POST" -> {
                if (machine.size(path) < 0) {
                    return HttpFront.Reply.json(404, title("no such file"));
                }
                if (!ready || machine.state() != GcodePrinter.State.STANDBY) {
                    return HttpFront.Reply.json(409, title("the printer is not ready"));
                }
                ready = false;
                machine.start(path);
                return HttpFront.Reply.empty(204);
            }
            default -> {
                return HttpFront.Reply.json(405, title("Method not allowed"));
            }
        }
    }

    private HttpFront.Reply store(HttpFront.Request request, String path) throws GcodePrinter.No {
        String announced = request.header("Content-Length");
        byte[] content = request.body().bytes();
        if (!announced.equals(Integer.toString(content.length))) {
            return HttpFront.Reply.json(411, title("Content-Length is missing or wrong"));
        }
        if (!path.endsWith(".gcode") || !GcodePrinter.isGcode(content)) {
            return HttpFront.Reply.json(415, title("no G-code"));
        }
        if (machine.size(path) >= 0 && !request.header("Overwrite").equals("?1")) {
            return HttpFront.Reply.json(409, title("the file exists"));
        }
        machine.store(path, content);
        if (!request.header("Print-After-Upload").isEmpty()) {
            ready = false;
            machine.start(path);
        }
        return HttpFront.Reply.json(201, JSON.createObjectNode().put("name", path));
    }

    private boolean signed(HttpFront.Request request) {
        String header = request.header("Authorization");
        String uri = request.path();
        String raw = field(header, "uri");
        if (!header.startsWith("Digest ")
                || !field(header, "nonce").equals(nonce)
                || !field(header, "username").equals(options.user())
                || !java.net.URLDecoder.decode(raw, StandardCharsets.UTF_8).equals(uri)) {
            return false;
        }
        String secret = md5(options.user() + ":" + REALM + ":" + options.password());
        String wanted = md5(secret + ":" + nonce + ":" + field(header, "nc") + ":" + field(header, "cnonce") + ":auth:"
                + md5(request.method() + ":" + raw));
        return wanted.equals(field(header, "response"));
    }

    private static String field(String header, String name) {
        Matcher matcher = Pattern.compile("[\\s,]" + name + "=\"?([^\",]*)\"?").matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode title(String title) {
        return JSON.createObjectNode().put("title", title);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        front.close();
    }
}
