package io.amsphub.config.http;

import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.DeviceResource;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as server-sent events: {@code GET /devices} with {@code Accept: text/event-stream}. A client is told
 * every machine as it is, then each machine that changes. What machines report is no event of the record, because
 * there is too much of it; so the registry is read, twice a second at most however many listen, and not at all
 * while nobody does. A client that reads slowly misses what was in between, never what is.
 */
public final class DeviceStream implements Handler<RoutingContext> {

    private static final int MAX_CLIENTS = 100;
    private static final int PAGE = 500;
    private static final long POLL_MS = 500;
    private static final int POLLS_PER_BEAT = 30;

    private final Devices devices;
    private final UnitOfWork unitOfWork;
    private final StreamGate gate;
    private List<Device> read = List.of();
    private long readAtNanos = System.nanoTime() - 2 * POLL_MS * 1_000_000;

    /** A stream of a registry. */
    public DeviceStream(Devices devices, UnitOfWork unitOfWork, Authentication authentication) {
        this.devices = devices;
        this.unitOfWork = unitOfWork;
        this.gate = new StreamGate(authentication, "devices", ApiResource.FLOOR_READERS, MAX_CLIENTS);
    }

    @Override
    public void handle(RoutingContext context) {
        if (StreamGate.isAskedFor(context)) {
            gate.admit(context, who -> begin(context, who));
        } else {
            context.next();
        }
    }

    private void begin(RoutingContext context, Principal who) {
        Client client = new Client(context.vertx(), context.response(), who);
        gate.open(context, who, client::stop);
        client.start();
    }

    /** Returns all machines, not older than a poll; one reads for all who ask. */
    private synchronized List<Device> now() {
        if (System.nanoTime() - readAtNanos >= POLL_MS * 900_000) {
            read = unitOfWork.call(this::all);
            readAtNanos = System.nanoTime();
        }
        return read;
    }

    private List<Device> all() {
        List<Device> all = new ArrayList<>();
        @Nullable String after = null;
        do {
            Page<Device> page = devices.page(new PageRequest(null, Map.of(), after, PAGE));
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    /** One listener. */
    private final class Client {

        private final Vertx vertx;
        private final HttpServerResponse response;
        private final Principal who;
        private final Map<String, Long> told = new HashMap<>();
        private long timer;
        private int idlePolls;
        private boolean reading;
        private boolean complete;

        private Client(Vertx vertx, HttpServerResponse response, Principal who) {
            this.vertx = vertx;
            this.response = response;
            this.who = who;
        }

        private void start() {
            poll();
            timer = vertx.setPeriodic(POLL_MS, tick -> poll());
        }

        private void stop() {
            vertx.cancelTimer(timer);
        }

        private void poll() {
            if (reading || response.writeQueueFull()) {
                return;
            }
            reading = true;
            vertx.executeBlocking(this::reach, false).onSuccess(this::tell).onComplete(done -> reading = false);
        }

        /** Everybody hears of the machines of the own centre, those who run the platform of all. */
        private List<Device> reach() {
            return now().stream()
                    .filter(device -> Access.worksWith(
                            who, device.amCentre(), device.place().groups(), true))
                    .toList();
        }

        private void tell(List<Device> all) {
            if (response.ended() || response.closed()) {
                stop();
                return;
            }
            boolean quiet = true;
            for (Device device : all) {
                if (Long.valueOf(device.version()).equals(told.put(device.id(), device.version()))) {
                    continue;
                }
                quiet = false;
                response.write("event: device\ndata: " + Json.write(DeviceResource.view(device)) + "\n\n");
            }
            if (!complete) {
                complete = true;
                response.write("event: complete\ndata: {\"devices\":" + all.size() + "}\n\n");
            }
            idlePolls = quiet ? idlePolls + 1 : 0;
            if (idlePolls == POLLS_PER_BEAT) {
                idlePolls = 0;
                response.write(": alive\n\n");
            }
        }
    }
}
