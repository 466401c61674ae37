package io.amsphub.processors.step;

import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.order.OrderChangeState;
import io.amsphub.processors.port.ErpTasks;
import io.amsphub.processors.port.Events;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of events, with an ear: a transition of an order or a quote, and a change of an
 * order that is done, writes a task for every ERP, in the same
 * transaction. No step that moves an order has to think of it, and none can forget it.
 */
public final class ErpNotice implements Events {

    private static final Set<String> QUOTE_STATES = Set.of("PRICED", "EXPIRED", "REFUSED");

    private final Events events;
    private final ErpTasks tasks;
    private final List<String> systems;
    private final boolean quotes;

    /**
     * An ear on a record.
     *
     * @param systems names of the ERPs
     * @param quotes whether ERPs hear of quotes that are not ordered
     */
    public ErpNotice(Events events, ErpTasks tasks, List<String> systems, boolean quotes) {
        this.events = events;
        this.tasks = tasks;
        this.systems = List.copyOf(systems);
        this.quotes = quotes;
    }

    @Override
    public void append(HubEvent event) {
        events.append(event);
        if (event.to().equals(event.from())) {
            return;
        }
        if (event.aggregate().equals("order")) {
            write(ErpTask.Kind.ORDER, event.subject(), event);
        } else if (event.aggregate().equals("order-change") && event.to().equals(OrderChangeState.APPLIED.name())) {
            write(ErpTask.Kind.ORDER_CHANGE, event.correlationId(), event);
        } else if (quotes && event.aggregate().equals("quote") && QUOTE_STATES.contains(event.to())) {
            write(ErpTask.Kind.QUOTE, event.subject(), event);
        }
    }

    private void write(ErpTask.Kind kind, String subject, HubEvent event) {
        for (String system : systems) {
            tasks.add(ErpTask.due(
                    system, kind, subject, event.organisation(), ErpStage.ofState(event.to()), event.time()));
        }
    }

    @Override
    public List<HubEvent> after(
            @Nullable String organisation,
            @Nullable String subject,
            @Nullable String correlationId,
            long afterSequence,
            int limit) {
        return events.after(organisation, subject, correlationId, afterSequence, limit);
    }

    @Override
    public List<HubEvent> about(String subject, int limit) {
        return events.about(subject, limit);
    }

    @Override
    public long newest() {
        return events.newest();
    }
}
