package io.amsphub.connectors.erp.ubl;

import io.amsphub.processors.erp.ErpDocument;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Writes business documents of UBL 2.1, and checks each against its schema. The same input gives the same bytes, so
 * that a document that is written again is the same one.
 */
final class UblWriter {

    private static final String NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static final String PIECES = "C62";
    private static final String COMMERCIAL_INVOICE = "380";

    private final String seller;

    /** Writes for a seller. */
    UblWriter(String seller) {
        this.seller = seller;
    }

    /** What a document answers: the buyer and its number of the order. */
    record Reference(String buyer, String number) {}

    /**
     * Writes an answer to an order.
     *
     * @param code of UN/ECE 4343: AP accepted, RE rejected
     * @param note why
     * @param date ISO 8601 day
     */
    byte[] response(String id, Reference order, String code, @Nullable String note, String date) {
        Page page = new Page("OrderResponse");
        Element root = page.root();
        page.text(root, "ID", id);
        page.text(root, "IssueDate", date);
        page.text(root, "OrderResponseCode", code);
        if (note != null) {
            page.text(root, "Note", note);
        }
        page.text(page.group(root, "OrderReference"), "ID", order.number());
        seller(page, root, "SellerSupplierParty");
        party(page, page.group(root, "BuyerCustomerParty"), order.buyer());
        return page.bytes();
    }

    /** Writes that an order is on its way. */
    byte[] despatch(String id, Reference order, ErpDocument document) {
        Page page = new Page("DespatchAdvice");
        Element root = page.root();
        page.text(root, "ID", id);
        page.text(root, "IssueDate", document.date().toString());
        page.text(page.group(root, "OrderReference"), "ID", order.number());
        seller(page, root, "DespatchSupplierParty");
        party(page, page.group(root, "DeliveryCustomerParty"), order.buyer());
        int number = 0;
        for (ErpDocument.Line line : document.lines()) {
            Element written = page.group(root, "DespatchLine");
            number++;
            page.text(written, "ID", Integer.toString(number));
            page.text(written, "DeliveredQuantity", Integer.toString(line.quantity()))
                    .setAttribute("unitCode", PIECES);
            Element of = page.group(written, "OrderLineReference");
            page.text(of, "LineID", Integer.toString(number));
            item(page, written, line);
        }
        return page.bytes();
    }

    /** Writes the invoice of an order: amounts before tax, which the receiver's rules add. */
    byte[] invoice(String id, Reference order, ErpDocument document) {
        Page page = new Page("Invoice");
        Element root = page.root();
        page.text(root, "ID", id);
        page.text(root, "IssueDate", document.date().toString());
        page.text(root, "InvoiceTypeCode", COMMERCIAL_INVOICE);
        page.text(root, "DocumentCurrencyCode", document.net().currency());
        page.text(page.group(root, "OrderReference"), "ID", order.number());
        seller(page, root, "AccountingSupplierParty");
        party(page, page.group(root, "AccountingCustomerParty"), order.buyer());
        Element total = page.group(root, "LegalMonetaryTotal");
        String currency = document.net().currency();
        page.amount(total, "LineExtensionAmount", document.net().amount(), currency);
        page.amount(total, "TaxExclusiveAmount", document.net().amount(), currency);
        page.amount(total, "PayableAmount", document.net().amount(), currency);
        int number = 0;
        for (ErpDocument.Line line : document.lines()) {
            Element written = page.group(root, "InvoiceLine");
            number++;
            page.text(written, "ID", Integer.toString(number));
            page.text(written, "InvoicedQuantity", Integer.toString(line.quantity()))
                    .setAttribute("unitCode", PIECES);
            page.amount(written, "LineExtensionAmount", line.net().amount(), currency);
            item(page, written, line);
            page.amount(page.group(written, "Price"), "PriceAmount", line.unitPrice(), currency);
        }
        return page.bytes();
    }

    private static void item(Page page, Element line, ErpDocument.Line of) {
        Element item = page.group(line, "Item");
        page.text(item, "Description", of.product().description());
        page.text(item, "Name", of.product().name());
        page.text(
                page.group(item, "SellersItemIdentification"),
                "ID",
                of.product().code());
    }

    private void seller(Page page, Element root, String role) {
        party(page, page.group(root, role), seller);
    }

    private static void party(Page page, Element role, String name) {
        page.text(page.group(page.group(role, "Party"), "PartyName"), "Name", name);
    }

    /** A document that is being written. */
    private static final class Page {

        private final Document document;
        private final Element root;
        private final String kind;

        private Page(String kind) {
            this.kind = kind;
            try {
                document = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .newDocument();
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException(e);
            }
            root = document.createElementNS(NAMESPACE + kind + "-2", kind);
            root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:cbc", UblOrder.CBC);
            root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:cac", UblOrder.CAC);
            document.appendChild(root);
        }

        private Element root() {
            return root;
        }

        private Element group(Element parent, String name) {
            Element element = document.createElementNS(UblOrder.CAC, "cac:" + name);
            parent.appendChild(element);
            return element;
        }

        private Element text(Element parent, String name, String value) {
            Element element = document.createElementNS(UblOrder.CBC, "cbc:" + name);
            element.setTextContent(value);
            parent.appendChild(element);
            return element;
        }

        private void amount(Element parent, String name, BigDecimal value, String currency) {
            text(parent, name, value.toPlainString()).setAttribute("currencyID", currency);
        }

        private byte[] bytes() {
            UblSchemas.check(document, kind);
            try {
                TransformerFactory factory = TransformerFactory.newInstance();
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                Transformer transformer = factory.newTransformer();
                transformer.setOutputProperty(OutputKeys.INDENT, "yes");
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                transformer.transform(new DOMSource(document), new StreamResult(out));
                return out.toByteArray();
            } catch (TransformerException e) {
                throw new IllegalStateException("the document cannot be written", e);
            }
        }
    }
}
