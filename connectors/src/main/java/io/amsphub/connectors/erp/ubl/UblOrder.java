package io.amsphub.connectors.erp.ubl;

import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An order document of UBL 2.1, as far as the hub works with it.
 *
 * @param number the buyer's number of it
 * @param buyer the buyer: its identifier, else its name
 * @param lines what is ordered
 */
record UblOrder(String number, String buyer, List<ErpSale.Line> lines) {

    static final String CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    static final String CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    private static final int KEY_CHARACTERS = 24;

    UblOrder {
        lines = List.copyOf(lines);
    }

    /** Reads a valid document. */
    static UblOrder of(Document document) throws UblException {
        Element root = document.getDocumentElement();
        String number = text(root, "ID").orElseThrow();
        Optional<Element> party = child(root, CAC, "BuyerCustomerParty").flatMap(p -> child(p, CAC, "Party"));
        String buyer = party.flatMap(p -> text(p, "EndpointID")
                        .or(() -> child(p, CAC, "PartyIdentification").flatMap(i -> text(i, "ID")))
                        .or(() -> child(p, CAC, "PartyName").flatMap(n -> text(n, "Name"))))
                .orElseThrow(() -> wrong("the buyer has neither an identifier nor a name", "BuyerCustomerParty"));
        List<ErpSale.Line> lines = new ArrayList<>();
        for (Element line : children(root, CAC, "OrderLine")) {
            Element item = child(line, CAC, "LineItem").orElseThrow();
            String id = text(item, "ID").orElseThrow();
            BigDecimal quantity = new BigDecimal(text(item, "Quantity")
                    .orElseThrow(() -> wrong("line " + id + " has no quantity", "OrderLine " + id)));
            String article = child(item, CAC, "Item")
                    .flatMap(i -> child(i, CAC, "SellersItemIdentification"))
                    .flatMap(i -> text(i, "ID"))
                    .orElseThrow(() -> wrong("line " + id + " has no article number of the seller", "OrderLine " + id));
            lines.add(new ErpSale.Line(id, article, quantity));
        }
        return new UblOrder(number, buyer, lines);
    }

    private static UblException wrong(String what, String where) {
        return new UblException(what, where, "complete it and send the document again", null);
    }

    /** Returns what the same buyer's document of the same number is known by: safe as the name of a file. */
    String key() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((buyer + "\n" + number).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the order as a sale. */
    ErpSale sale(ErpStage stage) {
        return new ErpSale(key(), null, number, stage, false, null, buyer, lines);
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, CBC, name)
                .map(Element::getTextContent)
                .map(String::trim)
                .filter(t -> !t.isEmpty());
    }

    private static Optional<Element> child(Element parent, String namespace, String name) {
        return children(parent, namespace, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && namespace.equals(element.getNamespaceURI())
                    && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }
}
