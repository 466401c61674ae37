package io.amsphub.processors.step;

import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.erp.Reconciliation;
import io.amsphub.processors.erp.Reconciliation.Difference;
import io.amsphub.processors.erp.Reconciliation.Kind;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.ErpArticles;
import io.amsphub.processors.port.ErpLinks;
import io.amsphub.processors.port.ErpTasks;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Reconciliations;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares all orders of the hub with all sales of an ERP that bear its numbers or sell its articles. What telling
 * the ERP again makes right is told again; what the ERP knows better is taken in; the rest becomes work items.
 */
public final class ErpReconciling {

    private static final int PAGE = 200;

    private final List<ErpSystem> systems;
    private final ErpIntake intake;
    private final ErpDocuments documents;
    private final ErpTasks tasks;
    private final ErpLinks links;
    private final ErpArticles articles;
    private final Orders orders;
    private final Reconciliations reconciliations;
    private final Production production;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what is compared. */
    public ErpReconciling(
            List<ErpSystem> systems,
            ErpIntake intake,
            ErpDocuments documents,
            ErpTasks tasks,
            ErpLinks links,
            ErpArticles articles,
            Orders orders,
            Reconciliations reconciliations,
            Production production,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.systems = List.copyOf(systems);
        this.intake = intake;
        this.documents = documents;
        this.tasks = tasks;
        this.links = links;
        this.articles = articles;
        this.orders = orders;
        this.reconciliations = reconciliations;
        this.production = production;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** Compares with every ERP that can be had, by the schedule. */
    public void scheduled() {
        for (ErpSystem system : systems) {
            if (system.mayTry(journal.now())) {
                run(system, Principal.HUB);
            }
        }
    }

    /** Compares with every ERP, now. */
    public List<Reconciliation> all(Principal who) {
        return systems.stream().map(system -> run(system, who)).toList();
    }

    private Reconciliation run(ErpSystem system, Principal who) {
        Instant began = journal.now();
        List<Difference> found = new ArrayList<>();
        try {
            // what is in the database after the ERP was asked is at least as new as what the ERP said
            List<ErpSale> sales = system.erp().changes(Instant.EPOCH, unitOfWork.call(articles::codes));
            system.reached(journal.now());
            sales.forEach(sale -> intake.take(system.name(), sale));
            Map<String, List<ErpSale>> byNumber = new HashMap<>();
            Map<String, ErpSale> byId = new HashMap<>();
            sales.forEach(sale -> byId.put(sale.id(), sale));
            sales.stream().filter(ErpIntake::isOfHub).forEach(sale -> byNumber.computeIfAbsent(
                            String.valueOf(sale.number()), n -> new ArrayList<>())
                    .add(sale));
            int looked = compareOrders(system, began, byNumber, byId, found);
            byNumber.forEach((number, unknown) -> compareUnknown(system, number, unknown, found));
            return keep(system, who, began, looked, sales.size(), found, null);
        } catch (ErpException e) {
            system.failed(e, journal.now());
            return keep(system, who, began, 0, 0, found, e.problem());
        }
    }

    private int compareOrders(
            ErpSystem system,
            Instant began,
            Map<String, List<ErpSale>> byNumber,
            Map<String, ErpSale> byId,
            List<Difference> found) {
        int looked = 0;
        String after = null;
        do {
            PageRequest request = new PageRequest(null, Map.of(), after, PAGE);
            Page<Order> page = unitOfWork.call(() -> orders.page(request));
            for (Order order : page.items()) {
                List<ErpSale> named = byNumber.getOrDefault(order.id(), List.of());
                byNumber.remove(order.id());
                if (order.createdAt().isBefore(began)) {
                    looked++;
                    unitOfWork.run(() -> compare(system, order.id(), named, byId, found));
                }
            }
            after = page.next();
        } while (after != null);
        return looked;
    }

    private void compare(
            ErpSystem system, String orderId, List<ErpSale> named, Map<String, ErpSale> byId, List<Difference> found) {
        Order order = orders.get(orderId);
        Optional<ErpLink> link = links.find(ErpLink.idOf(system.name(), orderId));
        boolean waiting = !tasks.open(system.name(), orderId).isEmpty();
        ErpStage own = ErpStage.ofState(order.state().name());
        Optional<ErpSale> there =
                link.map(l -> byId.get(l.erpId())).or(() -> named.stream().findFirst());
        long alive = named.stream().filter(s -> s.stage() != ErpStage.CANCELLED).count();
        if (there.isEmpty()) {
            if (own != ErpStage.CANCELLED && !waiting) {
                heal(system, order, own, Kind.MISSING_IN_ERP, "the ERP has no sale for it", found);
            }
            return;
        }
        ErpSale sale = there.get();
        if (alive > 1) {
            compareDoubles(system, order, own, named, found);
        } else if (!waiting && isBehind(sale, own, link)) {
            heal(system, order, own, Kind.ERP_BEHIND, sale.called() + " is " + sale.stage() + " there", found);
        } else if (!own.reached(sale.stage()) && own != ErpStage.CANCELLED && !waiting) {
            person(
                    Kind.HUB_BEHIND,
                    order.id(),
                    order.organisation(),
                    sale.called() + " is " + sale.stage() + " in " + system.name() + ", the order is " + order.state(),
                    "find out which is right, and bring the other one there",
                    found);
        }
        if (link.map(l -> !l.fromErp()).orElse(true)) {
            compareAmount(system, order, link.orElse(null), sale, found);
        }
    }

    /** Productions of a sale that came from the ERP cannot be told from the sale; only what was shipped can. */
    private static boolean isBehind(ErpSale sale, ErpStage own, Optional<ErpLink> link) {
        boolean ofErp = link.map(ErpLink::fromErp).orElse(false);
        return sale.stage() != ErpStage.CANCELLED
                && !sale.stage().reached(own)
                && (!ofErp || own == ErpStage.CANCELLED || own.reached(ErpStage.SHIPPED));
    }

    private void compareDoubles(
            ErpSystem system, Order order, ErpStage own, List<ErpSale> named, List<Difference> found) {
        String detail = named.size() + " sales bear its number: "
                + named.stream().map(ErpSale::called).toList();
        if (named.stream()
                        .filter(s -> !s.draft() && s.stage() != ErpStage.CANCELLED)
                        .count()
                <= 1) {
            heal(system, order, own, Kind.DOUBLE_IN_ERP, detail, found);
        } else {
            person(
                    Kind.DOUBLE_IN_ERP,
                    order.id(),
                    order.organisation(),
                    detail,
                    "cancel all but one in " + system.name(),
                    found);
        }
    }

    private void compareAmount(
            ErpSystem system, Order order, @Nullable ErpLink link, ErpSale sale, List<Difference> found) {
        ErpAmounts.difference(system.name(), documents.ofOrder(order, link, false), sale)
                .ifPresent(d -> person(d.kind(), order.id(), order.organisation(), d.detail(), d.remedy(), found));
    }

    private void compareUnknown(ErpSystem system, String number, List<ErpSale> sales, List<Difference> found) {
        boolean alive = sales.stream().anyMatch(s -> s.stage() != ErpStage.CANCELLED && !s.draft());
        if (alive && number.startsWith("ord_")) {
            unitOfWork.run(() -> {
                if (orders.find(number).isEmpty()) {
                    person(
                            Kind.UNKNOWN_IN_HUB,
                            number,
                            Principal.HUB.organisation(),
                            system.name() + " has " + sales.get(0).called() + " for an order that the hub lacks",
                            "cancel it in " + system.name() + ", or order the parts anew in the hub",
                            found);
                }
            });
        }
    }

    private void heal(ErpSystem system, Order order, ErpStage own, Kind kind, String detail, List<Difference> found) {
        tasks.add(ErpTask.due(system.name(), ErpTask.Kind.ORDER, order.id(), order.organisation(), own, journal.now()));
        add(found, new Difference(kind, order.id(), detail, true, "the ERP is told again"));
    }

    private void person(
            Kind kind, String subject, String organisation, String detail, String remedy, List<Difference> found) {
        production.askAnew(WorkItem.Kind.RESOLVE_ERP, subject, organisation, detail + ". Remedy: " + remedy + ".");
        add(found, new Difference(kind, subject, detail, false, remedy));
    }

    private static void add(List<Difference> found, Difference difference) {
        if (found.size() < Reconciliation.MOST) {
            found.add(difference);
        }
    }

    private Reconciliation keep(
            ErpSystem system,
            Principal who,
            Instant began,
            int looked,
            int sales,
            List<Difference> found,
            @Nullable Problem problem) {
        return unitOfWork.call(() -> reconciliations.add(new Reconciliation(
                Ids.next("rec"),
                Principal.HUB.organisation(),
                system.name(),
                who.name(),
                began,
                journal.now(),
                looked,
                sales,
                found,
                problem,
                0)));
    }
}
