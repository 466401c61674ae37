package io.amsphub.config.simulator.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.amsphub.config.simulator.FileFetcher;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import io.amsphub.config.simulator.machine.Machine;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.protocol.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A strict simulated edge node of Sparkplug B 3.0. It is born only while its primary host is online, by a STATE that
 * is not older than the last; its will and its birth have the same bdSeq, one more for each connection; its messages
 * are numbered together; metrics change by alias. What is no well-formed command it does not obey.
 *
 * <pre>
 * fail            the print under way breaks down now, otherwise the next one half-way
 * vanish SECONDS  the connection drops without a word for so long; printing goes on
 * garbage         says what no edge node should
 * duplicate on|off everything is said twice
 * late SECONDS    everything is late by so much; 0 ends it
 * shuffle SECONDS everything is late by up to so much; 0 ends it
 * swallow         the next answer to a command is lost
 * deaf N          the next N commands to its devices are lost
 * skip            a number of the sequence is left out
 * clear           a person clears the platforms at the machines
 * </pre>
 */
public final class SparkplugEdge implements AutoCloseable {

    private static final int SEQ_END = 256;
    private static final String REBIRTH = "Node Control/Rebirth";

    private final EdgeOptions options;
    private final PrintLedger ledger;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "edge-fetch");
        thread.setDaemon(true);
        return thread;
    });
    private final EdgeVoice voice;
    private final Map<String, EdgePrinter> printers = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> said = new LinkedHashMap<>();
    private final AtomicInteger rebirths = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int bdSeq = -1;
    private int seq;
    private boolean born;
    private boolean swallow;
    private int deaf;
    private long hostT = -1;

    /** Switches one on. */
    public SparkplugEdge(EdgeOptions options) throws IOException {
        this.options = options;
        this.ledger = PrintLedger.open(options.state());
        this.voice = new EdgeVoice(options, new Hearing());
        FileFetcher fetcher = new FileFetcher(workers);
        for (String name : options.printers()) {
            printers.put(
                    name,
                    new EdgePrinter(new EdgePrinter.Settings(
                            name,
                            options.spec(),
                            options.monitorOnly(),
                            options.state(),
                            ledger,
                            fetcher,
                            this::turn)));
        }
        voice.begin();
        beat();
    }

    private void turn(Duration delay, Runnable task) {
        voice.after(delay, () -> {
            task.run();
            sayChanges();
        });
    }

    private void beat() {
        turn(options.interval(), this::beat);
    }

    /** Returns how often it was asked to be born again, and was. */
    public int rebirths() {
        return rebirths.get();
    }

    /** Returns how many commands were not well-formed. */
    public int refused() {
        return refused.get();
    }

    private void birth() {
        seq = 0;
        born = true;
        said.clear();
        voice.say(
                options.topic("NBIRTH", null),
                payload()
                        .named("bdSeq", (long) bdSeq)
                        .named(REBIRTH, false)
                        .named("Properties/Vendor", "simulated")
                        .bytes());
        printers.values().forEach(printer -> {
            Map<String, Object> metrics = printer.metrics();
            EdgePayload payload = payload();
            long alias = firstAlias(printer);
            for (Map.Entry<String, Object> metric : metrics.entrySet()) {
                payload.born(metric.getKey(), alias++, metric.getValue());
            }
            said.put(printer.name(), metrics);
            voice.say(options.topic("DBIRTH", printer.name()), payload.bytes());
        });
    }

    private EdgePayload payload() {
        EdgePayload payload = new EdgePayload(System.currentTimeMillis()).seq(seq);
        seq = (seq + 1) % SEQ_END;
        return payload;
    }

    private long firstAlias(EdgePrinter printer) {
        return 100L * (1 + List.copyOf(printers.keySet()).indexOf(printer.name()));
    }

    private void sayChanges() {
        if (born && voice.connected()) {
            printers.values().forEach(this::sayChanges);
        }
    }

    private void sayChanges(EdgePrinter printer) {
        Map<String, Object> before = said.getOrDefault(printer.name(), Map.of());
        Map<String, Object> now = printer.metrics();
        if (now.equals(before)) {
            return;
        }
        EdgePayload payload = payload();
        long alias = firstAlias(printer);
        for (Map.Entry<String, Object> metric : now.entrySet()) {
            if (!metric.getValue().equals(before.get(metric.getKey()))) {
                payload.aliased(alias, metric.getValue());
            }
            alias++;
        }
        boolean answers = !String.valueOf(now.get("Job/LastCommandId")).equals(before.get("Job/LastCommandId"));
        said.put(printer.name(), now);
        if (swallow && answers) {
            swallow = false;
        } else {
            voice.say(options.topic("DDATA", printer.name()), payload.bytes());
        }
    }

    private byte[] death() {
        return new EdgePayload(System.currentTimeMillis())
                .named("bdSeq", (long) bdSeq)
                .bytes();
    }

    private void hostSays(byte[] payload) {
        JsonNode state;
        try {
            state = Payloads.mapper().readTree(payload);
        } catch (IOException e) {
            refused.incrementAndGet();
            return;
        }
        long timestamp = state.path("timestamp").asLong(-1);
        if (!state.path("online").isBoolean() || timestamp < hostT) {
            return;
        }
        hostT = timestamp;
        boolean online = state.path("online").asBoolean();
        if (online && !born) {
            birth();
        } else if (!online && born) {
            born = false;
            voice.leave(options.topic("NDEATH", null), death());
        }
    }

    private void commanded(String topic, byte[] payload) {
        Map<String, Object> metrics;
        try {
            metrics = EdgePayload.command(payload);
        } catch (InvalidProtocolBufferException e) {
            refused.incrementAndGet();
            return;
        }
        if (topic.equals(options.topic("NCMD", null))) {
            if (born && Boolean.TRUE.equals(metrics.get(REBIRTH))) {
                rebirths.incrementAndGet();
                birth();
            }
            return;
        }
        EdgePrinter printer = printers.get(topic.substring(topic.lastIndexOf('/') + 1));
        if (deaf > 0) {
            deaf--;
        } else if (printer == null
                || !(metrics.get("Job/CommandId") instanceof String id)
                || !(metrics.get("Job/Command") instanceof String text)
                || metrics.size() != 2) {
            refused.incrementAndGet();
        } else {
            printer.obey(id, text);
            sayAgain(printer, id);
            sayChanges();
        }
    }

    /** An answer that has not changed is said again, because whoever asks again has not heard it. */
    private void sayAgain(EdgePrinter printer, String id) {
        Map<String, Object> before = said.get(printer.name());
        if (before != null && id.equals(before.get("Job/LastCommandId"))) {
            before.remove("Job/LastCommandId");
            before.remove("Job/LastCommandResult");
        }
    }

    /** Obeys a line of the fault language. */
    public String control(String line) {
        String[] words = line.split("\\s+", -1);
        String value = words.length > 1 ? words[1] : "";
        try {
            Runnable fault = fault(words[0], value);
            turn(Duration.ZERO, fault);
            return "ok";
        } catch (IllegalArgumentException e) {
            return "error: " + e.getMessage();
        }
    }

    private Runnable fault(String name, String value) {
        return switch (name) {
            case "fail" -> () -> printers.values().forEach(printer -> printer.happen(Machine::fail));
            case "clear" ->
                () -> printers.values().forEach(printer -> printer.happen((machine, now) -> machine.clearedAtPanel()));
            case "vanish" -> {
                Duration away = SimulatedPrinter.seconds(value);
                yield () -> {
                    born = false;
                    voice.vanish(away);
                };
            }
            case "garbage" -> this::garbage;
            case "duplicate" -> () -> voice.twice(value.equals("on"));
            case "late" -> {
                Duration by = SimulatedPrinter.seconds(value);
                yield () -> voice.late(by);
            }
            case "shuffle" -> {
                Duration upTo = SimulatedPrinter.seconds(value);
                yield () -> voice.shuffle(upTo);
            }
            case "swallow" -> () -> swallow = true;
            case "deaf" -> {
                int commands = Integer.parseInt(value);
                yield () -> deaf = commands;
            }
            case "skip" -> () -> seq = (seq + 1) % SEQ_END;
            default -> throw new IllegalArgumentException("there is no " + name);
        };
    }

    private void garbage() {
        byte[] text = "<<no \u0000 payload".getBytes(StandardCharsets.UTF_8);
        byte[] unnumbered = new EdgePayload(1).named("Job/State", "PRINTING").bytes();
        String printer = options.printers().get(0);
        for (String kind : List.of("DBIRTH", "DDATA", "DDEATH")) {
            voice.say(options.topic(kind, printer), text);
            voice.say(options.topic(kind, printer), unnumbered);
            voice.say(options.topic(kind, null), unnumbered);
        }
        for (String kind : List.of("NBIRTH", "NDATA", "NDEATH")) {
            voice.say(options.topic(kind, null), text);
            voice.say(options.topic(kind, null), unnumbered);
            voice.say(options.topic(kind, null), new byte[0]);
        }
        voice.say(
                options.topic("NDEATH", null),
                new EdgePayload(1).named("bdSeq", 200L).bytes());
        voice.say("spBv1.0/" + options.group() + "/NONSENSE/" + options.name(), text);
        voice.say("spBv1.0/" + options.group(), text);
    }

    @Override
    public void close() throws IOException {
        voice.close();
        workers.shutdownNow();
        ledger.close();
    }

    private final class Hearing implements EdgeVoice.Ear {

        @Override
        public byte[] will() {
            bdSeq = (bdSeq + 1) % SEQ_END;
            born = false;
            return death();
        }

        @Override
        public void up() {
            if (options.primaryHost() == null) {
                birth();
            }
        }

        @Override
        public void heard(String topic, byte[] payload) {
            if (topic.startsWith("spBv1.0/STATE/")) {
                hostSays(payload);
            } else {
                commanded(topic, payload);
            }
        }
    }
}
