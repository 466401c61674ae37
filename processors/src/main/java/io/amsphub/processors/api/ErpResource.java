package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.erp.ErpArticle;
import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.erp.Reconciliation;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.BusinessDocuments;
import io.amsphub.processors.port.ErpArticles;
import io.amsphub.processors.port.ErpLinks;
import io.amsphub.processors.port.ErpSaleLines;
import io.amsphub.processors.port.ErpTasks;
import io.amsphub.processors.port.Reconciliations;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.step.ErpIntake;
import io.amsphub.processors.step.ErpReconciling;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ERPs: how they are to be had, what they are to hear, what came from them, and where both sides differ. */
public final class ErpResource implements ApiResource {

    private final List<ErpSystem> systems;
    private final Stores stores;
    private final Revisions revisions;
    private final ErpIntake intake;
    private final ErpReconciling reconciling;
    private final @Nullable BusinessDocuments documents;
    private final Journal journal;

    /** Where what is shown is kept. */
    public record Stores(
            ErpTasks tasks,
            ErpLinks links,
            ErpArticles articles,
            ErpSaleLines lines,
            Reconciliations reconciliations) {}

    /**
     * The resource over its stores and steps.
     *
     * @param documents the way in for business documents; null when there is none
     */
    public ErpResource(
            List<ErpSystem> systems,
            Stores stores,
            Revisions revisions,
            ErpIntake intake,
            ErpReconciling reconciling,
            @Nullable BusinessDocuments documents,
            Journal journal) {
        this.systems = List.copyOf(systems);
        this.stores = stores;
        this.revisions = revisions;
        this.intake = intake;
        this.reconciling = reconciling;
        this.documents = documents;
        this.journal = journal;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("listErpSystems", OPERATION_READERS, r -> systems()),
                ApiOperation.of(
                        "listErpTasks",
                        READERS,
                        r -> Views.page(stores.tasks().page(r.page("state", "subject", "erpSystem")), Views::plainly)),
                ApiOperation.of("getErpTask", READERS, r -> show(task(r))),
                ApiOperation.of("retryErpTask", OPERATORS, this::retryTask),
                ApiOperation.of(
                        "listErpLinks",
                        READERS,
                        r -> Views.page(stores.links().page(r.page("subject", "erpSystem")), Views::plainly)),
                ApiOperation.of(
                        "listErpArticles",
                        READERS,
                        r -> Views.page(stores.articles().page(r.page()), Views::plainly)),
                ApiOperation.of("putErpArticle", OPERATORS, this::putArticle),
                ApiOperation.of(
                        "listErpSaleLines",
                        READERS,
                        r -> Views.page(stores.lines().page(r.page("state", "erpSystem")), Views::plainly)),
                ApiOperation.of("retryErpSaleLine", OPERATORS, this::retryLine),
                ApiOperation.streaming("reconcileErp", OPERATORS, this::reconcile),
                ApiOperation.streaming("postBusinessDocument", OPERATORS, this::document),
                ApiOperation.of(
                        "listReconciliations",
                        OPERATION_READERS,
                        r -> Views.page(stores.reconciliations().page(r.page("erpSystem")), Views::plainly)),
                ApiOperation.of(
                        "getReconciliation",
                        OPERATION_READERS,
                        r -> HttpReply.json(200, stores.reconciliations().get(r.path("reconciliationId")))));
    }

    private HttpReply systems() {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode items = body.putArray("items");
        for (ErpSystem system : systems) {
            ObjectNode view = (ObjectNode) Json.tree(system.condition());
            view.put("waiting", stores.tasks().count(system.name(), ErpTask.State.WAITING));
            view.put("stopped", stores.tasks().count(system.name(), ErpTask.State.STOPPED));
            items.add(view);
        }
        return HttpReply.json(200, body);
    }

    private ErpTask task(ApiRequest request) {
        ErpTask task = stores.tasks().get(request.path("taskId"));
        request.requireVisible(task.id(), task.organisation());
        return task;
    }

    private HttpReply retryTask(ApiRequest request) {
        ErpTask task = task(request);
        if (task.state() == ErpTask.State.DONE) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "task " + task.id() + " is DONE",
                    null,
                    "only what is not done can be tried again");
        }
        systems.stream().filter(s -> s.name().equals(task.system())).forEach(ErpSystem::tryNow);
        return show(stores.tasks().update(task.again(journal.now())));
    }

    private HttpReply putArticle(ApiRequest request) {
        NewArticle wanted = request.body(NewArticle.class);
        DesignRevision revision = revisions.get(wanted.revision());
        String code = request.path("code");
        Optional<ErpArticle> known = stores.articles().find(code);
        ErpArticle article = new ErpArticle(
                code,
                revision.organisation(),
                revision.id(),
                wanted.material(),
                wanted.amCentre(),
                known.map(ErpArticle::version).orElse(0L));
        ErpArticle kept = known.isPresent()
                ? stores.articles().update(article)
                : stores.articles().add(article);
        return HttpReply.json(200, Views.plainly(kept)).withVersion(kept.version());
    }

    private HttpReply retryLine(ApiRequest request) {
        ErpSaleLine line = stores.lines().get(request.path("lineId"));
        request.requireVisible(line.id(), line.organisation());
        ErpSaleLine again = intake.again(line);
        return HttpReply.json(200, Views.plainly(again)).withVersion(again.version());
    }

    private HttpReply reconcile(ApiRequest request) {
        List<Reconciliation> found = reconciling.all(request.who());
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode items = body.putArray("items");
        found.forEach(one -> items.add(Views.plainly(one)));
        return HttpReply.json(200, body);
    }

    private HttpReply document(ApiRequest request) throws IOException {
        if (documents == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND,
                    "this hub takes no business documents",
                    null,
                    "set hub.erp.systems to a list with ubl");
        }
        try (InputStream in = request.call().body()) {
            return HttpReply.json(202, new Accepted(documents.accept(in)));
        }
    }

    private static HttpReply show(ErpTask task) {
        return HttpReply.json(200, Views.plainly(task)).withVersion(task.version());
    }

    /** The reply of postBusinessDocument. */
    record Accepted(String number) {}

    /** The body of putErpArticle. */
    record NewArticle(
            String revision, String material, @Nullable String amCentre) {}
}
