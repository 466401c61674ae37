package io.amsphub.config.simulator.gcode;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What simulated printers have in common that speak over MQTT and are reached over HTTP: a machine, a voice and a
 * front, a heart that beats, and the faults that come between them and the hub.
 */
public final class PrinterBody implements AutoCloseable {

    private final Options options;
    private final GcodePrinter machine;
    private final HttpFront front;
    private final PrinterVoice voice;
    private final Manner manner;

    /**
     * How a printer runs.
     *
     * @param broker {@code tcp://host:port}
     * @param root where its topics begin, without a slash at the end
     * @param user at the broker; null for none
     * @param password at the broker; null for none
     * @param port of HTTP; 0 takes a free one
     * @param apiKey of HTTP; null for none
     * @param interval how often changes are told
     * @param printTime how long a print takes
     */
    public record Options(
            String broker,
            String root,
            @Nullable String user,
            @Nullable String password,
            int port,
            @Nullable String apiKey,
            Duration interval,
            Duration printTime) {}

    /**
     * What makes a dialect of it.
     *
     * @param willTopic topic of the last will below the root
     * @param will its payload
     * @param filters topics below the root that it hears
     * @param heard called with what it hears
     * @param greeting called whenever the connection to the broker stands
     * @param tick called at each interval
     * @param garbage says what no printer should
     * @param http answers requests
     */
    public record Manner(
            String willTopic,
            String will,
            List<String> filters,
            Consumer<String> heard,
            Runnable greeting,
            Runnable tick,
            Runnable garbage,
            HttpFront.Handler http) {}

    /** A printer that has not begun to speak. */
    public PrinterBody(Options options, Manner manner) throws IOException {
        this.options = options;
        this.manner = manner;
        machine = new GcodePrinter(options.printTime());
        front = new HttpFront(options.port(), manner.http());
        voice = new PrinterVoice(new PrinterVoice.Where(
                options.broker(),
                options.user(),
                options.password(),
                topic(manner.willTopic()),
                manner.will(),
                manner.filters().stream().map(this::topic).toList(),
                (topic, payload) -> manner.heard().accept(payload),
                manner.greeting()));
    }

    /** Begins to speak. */
    public void begin() {
        voice.begin();
        voice.after(options.interval().toMillis(), this::beat);
    }

    private void beat() {
        manner.tick().run();
        voice.after(options.interval().toMillis(), this::beat);
    }

    private String topic(String rest) {
        return options.root() + "/" + rest;
    }

    /** Returns the machine. */
    public GcodePrinter machine() {
        return machine;
    }

    /** Returns the front. */
    public HttpFront front() {
        return front;
    }

    /** Returns whether it is connected to the broker. */
    public boolean connected() {
        return voice.connected();
    }

    /** Says something below its root, as the faults of the moment allow. */
    public void say(String topic, String payload, int qos, boolean retained) {
        voice.say(topic(topic), payload, qos, retained);
    }

    /** Runs a task on the thread that hears and speaks. */
    public void soon(Runnable task) {
        voice.after(0, task);
    }

    /** Does one of the faults of networks; false when there is none of that name. */
    public boolean fault(String name, String value) {
        switch (name) {
            case "vanish" -> {
                Duration away = SimulatedPrinter.seconds(value);
                front.away(true);
                voice.vanish(away);
                voice.after(away.toMillis(), () -> front.away(false));
            }
            case "garbage" -> soon(manner.garbage());
            case "garbage-for-files" -> front.garbageForFiles(1);
            case "duplicate" -> voice.twice(value.equals("on"));
            case "late" -> voice.late(SimulatedPrinter.seconds(value));
            case "shuffle" -> voice.shuffle(SimulatedPrinter.seconds(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        voice.close();
        front.close();
    }
}
