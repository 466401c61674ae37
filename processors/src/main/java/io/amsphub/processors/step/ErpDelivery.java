package io.amsphub.processors.step;

import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.ErpLinks;
import io.amsphub.processors.port.ErpTasks;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells ERPs what they are to hear. The network is used outside of transactions: what is to be told is read in one,
 * what came of it is kept in another, and when the process dies between the two, the same is told again, which
 * {@link io.amsphub.processors.port.Erp#put} allows. An ERP that cannot be reached keeps its tasks waiting and costs
 * them no attempt; a task that is refused is tried again after pauses, and then stopped with a work item. An ERP that fails
 * is left alone as one that cannot be reached; the task goes behind the others, and is stopped as one that is refused only
 * when the ERP took over something else since the task is there.
 */
public final class ErpDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(ErpDelivery.class);

    /** How often a task is tried that the ERP refuses. */
    public static final int ATTEMPTS = 6;

    private static final int BATCH = 50;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final List<ErpSystem> systems;
    private final ErpTasks tasks;
    private final ErpLinks links;
    private final Orders orders;
    private final Quotes quotes;
    private final ErpDocuments documents;
    private final Production production;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what telling needs. */
    public ErpDelivery(
            List<ErpSystem> systems,
            ErpTasks tasks,
            ErpLinks links,
            Orders orders,
            Quotes quotes,
            ErpDocuments documents,
            Production production,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.systems = List.copyOf(systems);
        this.tasks = tasks;
        this.links = links;
        this.orders = orders;
        this.quotes = quotes;
        this.documents = documents;
        this.production = production;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** What is to be told at once: the tasks that are done by it, and the document; null when there is nothing. */
    private record Telling(
            List<ErpTask> done,
            @Nullable ErpLink link,
            @Nullable ErpDocument document) {}

    /** Tells every ERP that can be had what is due. */
    public void deliverDue() {
        systems.forEach(this::deliver);
    }

    private void deliver(ErpSystem system) {
        if (!system.mayTry(journal.now())) {
            return;
        }
        Set<String> told = new HashSet<>();
        for (ErpTask task : unitOfWork.call(() -> tasks.due(system.name(), journal.now(), BATCH))) {
            if (told.add(task.subject()) && !tell(system, task)) {
                return;
            }
        }
    }

    /** Returns whether the ERP can be asked for more. */
    private boolean tell(ErpSystem system, ErpTask task) {
        try {
            Telling telling = unitOfWork.call(() -> prepare(system, task));
            ErpDocument document = telling.document();
            Optional<ErpSale> sale = document == null ? Optional.empty() : put(system, document);
            unitOfWork.run(() -> keep(system, telling, sale));
            return true;
        } catch (ErpException e) {
            return failed(system, task, e);
        } catch (AwayException e) {
            throw e;
        } catch (RuntimeException e) {
            // whatever is wrong with one order does not hold up the others
            return failed(system, task, ErpException.unintelligible("telling it failed: " + e.getMessage(), e));
        }
    }

    private Optional<ErpSale> put(ErpSystem system, ErpDocument document) {
        Optional<ErpSale> sale = system.erp().put(document);
        system.told(journal.now());
        return sale;
    }

    private boolean failed(ErpSystem system, ErpTask task, ErpException why) {
        LOG.warn("{} was not told of {}: {}", system.name(), task.subject(), why.getMessage());
        boolean costs = !why.whole() || (why.doubtful() && system.condition().up());
        system.failed(why, journal.now());
        unitOfWork.run(() -> keepFailure(system, task.id(), why, costs));
        return !why.whole();
    }

    private Telling prepare(ErpSystem system, ErpTask task) {
        List<ErpTask> open = tasks.open(system.name(), task.subject());
        ErpLink link = links.find(ErpLink.idOf(system.name(), task.subject())).orElse(null);
        boolean changed = open.stream().anyMatch(one -> one.kind() == ErpTask.Kind.ORDER_CHANGE);
        ErpDocument document = task.kind() == ErpTask.Kind.QUOTE
                ? documents.ofQuote(quotes.get(task.subject()), link).orElse(null)
                : documents.ofOrder(orders.get(task.subject()), link, changed);
        return new Telling(open, link, document);
    }

    private void keep(ErpSystem system, Telling telling, Optional<ErpSale> sale) {
        telling.done().forEach(task -> tasks.update(tasks.get(task.id()).done(journal.now())));
        ErpDocument document = telling.document();
        if (document == null || sale.isEmpty()) {
            return;
        }
        String organisation = telling.done().get(0).organisation();
        Optional<ErpLink> link = links.find(ErpLink.idOf(system.name(), document.number()));
        link.ifPresentOrElse(
                known -> links.update(known.told(document.stage(), sale.get(), journal.now())),
                () -> links.add(ErpLink.to(
                        sale.get(),
                        system.name(),
                        document.number(),
                        organisation,
                        false,
                        document.stage(),
                        journal.now())));
        Optional<Order> order = orders.find(document.number());
        order.ifPresent(documents::keepArticle);
        if (link.isEmpty() && order.isPresent()) {
            journal.noted(
                    new Journal.Entry(
                            "order",
                            document.number(),
                            organisation,
                            document.number(),
                            Principal.HUB,
                            "it is " + sale.get().called() + " in " + system.name()),
                    order.get().state());
        }
        production.answered(WorkItem.Kind.RESOLVE_ERP, document.number(), Principal.HUB);
        boolean ours = link.map(known -> !known.fromErp()).orElse(true);
        if (ours && order.isPresent()) {
            ErpAmounts.difference(system.name(), document, sale.get())
                    .ifPresent(difference -> production.askAnew(
                            WorkItem.Kind.RESOLVE_ERP, document.number(), organisation, ErpAmounts.words(difference)));
        }
    }

    private void keepFailure(ErpSystem system, String taskId, ErpException why, boolean costs) {
        ErpTask task = tasks.get(taskId);
        Instant later = journal.now().plus(ErpSystem.pause(task.attempts(), FIRST_PAUSE, ErpTask.LONGEST_PAUSE));
        boolean last = task.attempts() + 1 >= ATTEMPTS && (!why.doubtful() || system.toldSince(task.createdAt()));
        if (!costs) {
            tasks.update(task.waits(why.problem(), why.doubtful() ? later : task.dueAt()));
        } else if (!last) {
            tasks.update(task.failed(why.problem(), later));
        } else {
            tasks.update(task.stopped(why.problem()));
            production.askAnew(
                    WorkItem.Kind.RESOLVE_ERP,
                    task.subject(),
                    task.organisation(),
                    task.system() + " does not take " + task.subject() + ": "
                            + why.problem().detail() + ". " + why.problem().remedy() + ". Then POST /erp/tasks/"
                            + task.id() + "/retry.");
        }
    }
}
