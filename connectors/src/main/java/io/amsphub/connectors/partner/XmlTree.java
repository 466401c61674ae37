package io.amsphub.connectors.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as JSON, for transformations: an object with one field for the root element. An element with attributes or
 * children is an object: {@code @name} for an attribute, {@code #text} for its text; other elements are strings; what is
 * repeated is an array. Names are local names. There are no document types, so no entities and nothing from elsewhere.
 */
final class XmlTree {

    private static final int MAX_DEPTH = 64;

    private XmlTree() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("references to other documents are not followed");
        });
        return factory;
    }

    /**
     * Reads a document.
     *
     * @throws HubException when it is not well formed, has a document type, or is nested too deeply
     */
    static JsonNode read(String text) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    throw refusal("a document type is not allowed", reader);
                }
            }
            ObjectNode document = Json.mapper().createObjectNode();
            document.set(reader.getLocalName(), element(reader, 1));
            while (reader.hasNext()) {
                reader.next();
            }
            return document;
        } catch (XMLStreamException e) {
            String where = e.getLocation() == null
                    ? "/"
                    : "line " + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber();
            throw (HubException) new HubException(
                            FailureCode.MALFORMED_REQUEST,
                            "the document is not well-formed XML",
                            where,
                            "send well-formed XML without a document type")
                    .initCause(e);
        }
    }

    private static JsonNode element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw refusal("elements are nested more than " + MAX_DEPTH + " deep", reader);
        }
        ObjectNode fields = Json.mapper().createObjectNode();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            fields.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                add(fields, reader.getLocalName(), element(reader, depth + 1));
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            } else if (reader.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
                throw refusal("the entity " + reader.getLocalName() + " is not known", reader);
            }
        }
        String content = text.toString().strip();
        if (fields.isEmpty()) {
            return TextNode.valueOf(content);
        }
        if (!content.isEmpty()) {
            fields.put("#text", content);
        }
        return fields;
    }

    private static void add(ObjectNode fields, String name, JsonNode value) {
        JsonNode before = fields.get(name);
        if (before == null) {
            fields.set(name, value);
        } else if (before instanceof ArrayNode several) {
            several.add(value);
        } else {
            fields.set(name, Json.mapper().createArrayNode().add(before).add(value));
        }
    }

    private static HubException refusal(String detail, XMLStreamReader reader) {
        return new HubException(
                FailureCode.MALFORMED_REQUEST,
                detail,
                "line " + reader.getLocation().getLineNumber() + ", column "
                        + reader.getLocation().getColumnNumber(),
                "send well-formed XML without a document type");
    }
}
