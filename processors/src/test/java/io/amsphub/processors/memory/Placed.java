package io.amsphub.processors.memory;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Requirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order that was placed on a real quote, and machines that report by hand. */
public final class Placed {

    private static final List<OrderState> WITHOUT_PARTS =
            List.of(OrderState.CREATED, OrderState.AWAITING_APPROVAL, OrderState.AWAITING_PAYMENT);

    private final Floor floor;
    public final MemoryHub hub;
    private final String id;

    /** An order of some parts on invoice, confirmed, and some free machines. */
    public Placed(int parts, String... machines) {
        this(parts, OrderTerms.USUAL, machines);
        confirm();
    }

    /** An order on some terms, not confirmed. */
    public Placed(int parts, OrderTerms terms, String... machines) {
        floor = new Floor(0, Samples.PLA, machines);
        hub = floor.hub;
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        hub.quotes.add(Samples.quote(parts));
        hub.pricing.priceAsked(hub.event("quo_1"));
        id = hub.unitOfWork.call(() -> hub.desk
                .place(List.of(hub.quotes.get("quo_1")), null, 0, Requirements.NONE, terms, Samples.ANNA)
                .id());
    }

    /** An order of two parts, brought into a state by what brings it there. */
    public static Placed in(OrderState state) {
        if (WITHOUT_PARTS.contains(state)) {
            Placed placed = new Placed(2, OrderTerms.USUAL, "a");
            if (state != OrderState.CREATED) {
                placed.hub.orders.update(placed.order().withState(state));
            }
            return placed;
        }
        Placed placed = new Placed(2, "a");
        switch (state) {
            case CANCELLED -> placed.hub.cancellation.cancel(placed.order(), Samples.ANNA, "no");
            case IN_PRODUCTION -> placed.release(1);
            case PARTIALLY_DELIVERED -> placed.handOverFirst();
            case INSPECTED -> placed.release(1, 2);
            case SHIPPED, DELIVERED -> {
                placed.release(1, 2);
                placed.hub.booking.handOver(placed.hub.event(placed.id));
                if (state == OrderState.DELIVERED) {
                    placed.hub.booking.confirm(placed.order(), null, "Anna", Samples.ANNA);
                }
            }
            default -> {
                // CONFIRMED already
            }
        }
        return placed;
    }

    /** Of two parts one arrived, and of the rest none is under way; then one more part is ready and one shipped. */
    private void handOverFirst() {
        hub.changeDesk.confirm(
                hub.changeDesk.propose(
                        order(),
                        new OrderChange.Wish(List.of(new OrderChange.LineQuantity(1, 4)), null, null),
                        Samples.ANNA),
                order(),
                Samples.ANNA);
        release(1, 3, 4);
        hub.booking.handOver(order(), List.of(serial(1)), Samples.ANNA);
        hub.booking.confirm(order(), null, "Anna", Samples.ANNA);
        hub.booking.handOver(order(), List.of(serial(3)), Samples.ANNA);
    }

    /** Returns the number of the last part that is released and not handed over; 1 when there is none. */
    public int ready() {
        return hub.parts.ofOrder(id).stream()
                .filter(p ->
                        p.state() == PartState.RELEASED && !order().handedOver().contains(p.serial()))
                .mapToInt(Part::number)
                .max()
                .orElse(1);
    }

    /** Has the order confirmed as far as it may be. */
    public void confirm() {
        hub.unitOfWork.run(() -> hub.confirmation.confirm(hub.event(id)));
    }

    /** Returns the order as it is. */
    public Order order() {
        return hub.orders.get(id);
    }

    /** Returns the serial number of the n-th part. */
    public String serial(int n) {
        return Part.serialOf(id, n);
    }

    /** Returns the n-th part. */
    public Part part(int n) {
        return hub.parts.get(serial(n));
    }

    /** Returns an attempt at the n-th part. */
    public Job job(int n, int attempt) {
        return hub.jobs.get(Job.idOf(serial(n), attempt));
    }

    /** Has parts made and released, past the machines; the last one that is missing completes the order. */
    public void release(int... numbers) {
        for (int n : numbers) {
            Part part = part(n);
            hub.production.begun(hub.jobs.get(part.jobId()), Samples.ANNA);
            for (PartState next : List.of(
                    PartState.PRINTED, PartState.IN_POST_PROCESSING, PartState.IN_INSPECTION, PartState.RELEASED)) {
                part = hub.production.move(part(n), next, Samples.ANNA, "made");
            }
            Order counted = hub.orders.update(order().withOneMoreReleased());
            if (counted.complete()) {
                hub.production.move(counted, OrderState.INSPECTED, Samples.ANNA, "every part is released");
            }
        }
    }

    /** Sends the n-th part to a machine, which accepts it. */
    public void accepted(int n) {
        hub.dispatchAll();
        Job job = job(n, part(n).attempt());
        floor.answer(job, true, null);
    }

    /** The machine says how far a job is. */
    public void progress(String machine, String job, double percent, long seq) {
        floor.progress(machine, job, percent, seq);
    }

    /** The machine says that a job has ended. */
    public void end(String machine, String job, DeviceReport.Outcome outcome, @Nullable SizeMm measured) {
        floor.end(machine, job, outcome, measured);
    }

    /** Somebody clears the platform of a machine. */
    public void clear(String machine) {
        floor.clear(machine);
    }

    /** The machine says how it is. */
    public void state(String machine, DeviceState state, boolean clear, @Nullable String job) {
        floor.state(machine, state, clear, job);
    }
}
