package io.amsphub.connectors.erp.ubl;

import io.amsphub.connectors.erp.ubl.UblWriter.Reference;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.port.BusinessDocuments;
import io.amsphub.processors.port.Erp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/**
 * {@link Erp} over business documents of UBL 2.1 in a folder. An order document is a sale; it is answered with an
 * OrderResponse when the hub has its order, with a DespatchAdvice and an Invoice when that is shipped. Orders that
 * the hub had first are despatched and invoiced in the same way. A document is known by buyer and number: the same
 * one again is dropped, another one under the same number is put aside.
 */
public final class UblErp implements Erp, BusinessDocuments {

    /** Its name. */
    public static final String NAME = "ubl";

    private static final String ORDER = "Order";
    private static final String ORDER_FILE = ".order.xml";
    private static final String STATE_FILE = ".state.json";

    private final UblFolder folder;
    private final UblWriter writer;
    private final Clock clock;

    /**
     * An exchange.
     *
     * @param root its folder
     * @param seller name of who sells
     */
    public UblErp(Path root, String seller, Clock clock) {
        folder = new UblFolder(root);
        writer = new UblWriter(seller);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String accept(InputStream document) throws IOException {
        byte[] bytes = document.readNBytes(UblFolder.MOST_BYTES + 1);
        try {
            if (bytes.length > UblFolder.MOST_BYTES) {
                throw UblFolder.tooLarge();
            }
            UblOrder order = UblOrder.of(UblSchemas.read(bytes, ORDER));
            folder.arrive(bytes);
            return order.number();
        } catch (UblException e) {
            Problem problem = e.problem();
            throw (HubException)
                    new HubException(FailureCode.BUSINESS_DOCUMENT, problem.detail(), problem.where(), problem.remedy())
                            .initCause(e);
        }
    }

    @Override
    public Optional<ErpSale> put(ErpDocument document) {
        String id = document.erpId() == null ? document.number() : document.erpId();
        try {
            Optional<UblOrder> order = order(id);
            Reference reference = order.map(o -> new Reference(o.buyer(), o.number()))
                    .orElseGet(() -> new Reference(document.party().name(), referenceOf(document)));
            if (document.stage() == ErpStage.QUOTED) {
                return Optional.empty();
            }
            if (order.isPresent() && document.stage() != ErpStage.CANCELLED) {
                respond(id, reference, "AP", null);
            } else if (order.isPresent()) {
                respond(document.number() + "-cancelled", reference, "RE", "the order was cancelled");
            }
            if (document.stage().reached(ErpStage.SHIPPED)) {
                String despatch = "DespatchAdvice-" + document.number();
                folder.send(despatch + ".xml", writer.despatch(despatch, reference, document));
                String invoice = "Invoice-" + document.number();
                folder.send(invoice + ".xml", writer.invoice(invoice, reference, document));
            }
            ErpSale sale = new ErpSale(
                    id,
                    order.isPresent() ? null : document.number(),
                    reference.number(),
                    order.isPresent() ? document.saleStage() : document.stage(),
                    false,
                    order.isPresent() ? null : document.net(),
                    reference.buyer(),
                    order.map(UblOrder::lines).orElse(List.of()));
            folder.keep(id + STATE_FILE, Json.write(sale).getBytes(StandardCharsets.UTF_8));
            return Optional.of(sale);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static String referenceOf(ErpDocument document) {
        String own = document.reference();
        return own == null || own.isBlank() ? document.number() : own;
    }

    private void respond(String id, Reference reference, String code, @Nullable String note) throws IOException {
        String name = "OrderResponse-" + id;
        if (folder.find(name + ".xml").isEmpty()) {
            String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
            folder.send(name + ".xml", writer.response(name, reference, code, note, today));
        }
    }

    @Override
    public List<ErpSale> changes(Instant since, Set<String> products) {
        try {
            for (Path file : folder.incoming()) {
                take(file, products);
            }
            List<ErpSale> sales = new ArrayList<>();
            for (Path kept : folder.kept(ORDER_FILE)) {
                String id = String.valueOf(kept.getFileName()).replace(ORDER_FILE, "");
                if (folder.find(id + STATE_FILE).isEmpty()) {
                    order(id).ifPresent(order -> sales.add(order.sale(ErpStage.ORDERED)));
                }
            }
            if (since.equals(Instant.EPOCH)) {
                for (Path kept : folder.kept(STATE_FILE)) {
                    sales.add(Json.read(Files.readString(kept), ErpSale.class));
                }
            }
            return sales;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private void take(Path file, Set<String> products) throws IOException {
        try {
            byte[] bytes = UblFolder.read(file);
            Document document = UblSchemas.read(bytes, ORDER);
            UblOrder order = UblOrder.of(document);
            String name = order.key() + ORDER_FILE;
            boolean known = folder.find(name).isPresent();
            if (known && !folder.same(name, bytes)) {
                throw new UblException(
                        "the order " + order.number() + " of " + order.buyer() + " came before, with other content",
                        "ID",
                        "give a new order a new number",
                        null);
            }
            if (!known) {
                requireKnown(order, products);
                folder.keep(name, bytes);
            }
            Files.delete(file);
        } catch (UblException e) {
            Problem problem = e.problem();
            folder.quarantine(
                    file,
                    problem.code() + " " + problem.detail()
                            + (problem.where() == null ? "" : " (" + problem.where() + ")") + "; " + problem.remedy());
        }
    }

    /** An order with an article that the hub does not know is rejected as a whole, with an answer. */
    private void requireKnown(UblOrder order, Set<String> products) throws UblException, IOException {
        for (ErpSale.Line line : order.lines()) {
            if (!products.contains(line.product())) {
                String why = "line " + line.id() + ": there is no article " + line.product();
                respond(order.key() + "-rejected", new Reference(order.buyer(), order.number()), "RE", why);
                throw new UblException(why, "OrderLine " + line.id(), "PUT /erp/articles/{code} makes it known", null);
            }
        }
    }

    private Optional<UblOrder> order(String id) throws IOException {
        Optional<byte[]> bytes = folder.find(id + ORDER_FILE);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UblOrder.of(UblSchemas.read(bytes.get(), ORDER)));
        } catch (UblException e) {
            throw ErpException.unintelligible("what was kept of order " + id + " was changed: " + e.getMessage(), e);
        }
    }

    private static ErpException unreachable(IOException e) {
        return ErpException.unreachable("the folder of business documents cannot be used: " + e.getMessage(), e);
    }
}
