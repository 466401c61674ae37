package io.amsphub.connectors.erp.ubl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML without document types, entities or addresses, and checks it against the schemas of UBL 2.1. Thread-safe.
 */
final class UblSchemas {

    private static final String FOLDER = "/external/schemas/ubl21/maindoc/UBL-";

    /** Schemas that those of UBL import without saying where they are, in the order of their dependence. */
    private static final List<String> IMPORTED = List.of(
            "/schemas/CCTS_CCT_SchemaModule.xsd",
            "/schemas/xmldsig-core-schema.xsd",
            "/schemas/XAdES01903v132-201601.xsd",
            "/schemas/XAdES01903v141-201601.xsd");

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    private UblSchemas() {}

    /**
     * Reads a document and checks it against the schema of its kind.
     *
     * @param kind for example {@code Order}
     * @throws UblException with line and column of what is wrong first
     */
    static Document read(byte[] bytes, String kind) throws UblException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setSchema(schema(kind));
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(FirstError.INSTANCE);
            return builder.parse(new InputSource(new ByteArrayInputStream(bytes)));
        } catch (SAXParseException e) {
            throw new UblException(
                    String.valueOf(e.getMessage()),
                    "line " + e.getLineNumber() + ", column " + e.getColumnNumber(),
                    "send a UBL 2.1 " + kind + " that its schema allows, without a document type",
                    e);
        } catch (SAXException | IOException e) {
            throw new UblException("the document cannot be read: " + e.getMessage(), null, "send a UBL 2.1 " + kind, e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser of this Java cannot be closed", e);
        }
    }

    /** Checks a document that the hub has made. */
    static void check(Document document, String kind) {
        try {
            Validator validator = schema(kind).newValidator();
            validator.setErrorHandler(FirstError.INSTANCE);
            validator.validate(new DOMSource(document));
        } catch (SAXException | IOException e) {
            throw new IllegalStateException("a " + kind + " of the hub is not valid: " + e.getMessage(), e);
        }
    }

    private static Schema schema(String kind) {
        return COMPILED.computeIfAbsent(kind, UblSchemas::compile);
    }

    private static Schema compile(String kind) {
        Source[] sources = Stream.concat(IMPORTED.stream(), Stream.of(FOLDER + kind + "-2.1.xsd"))
                .map(UblSchemas::source)
                .toArray(Source[]::new);
        try {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "jar,jar:file,file");
            return factory.newSchema(sources);
        } catch (SAXException e) {
            throw new IllegalStateException("the schema of " + kind + " cannot be read", e);
        }
    }

    private static Source source(String name) {
        URL url = UblSchemas.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("the schema " + name + " is not on the class path");
        }
        return new StreamSource(url.toExternalForm());
    }

    /** Ends at the first error. */
    private enum FirstError implements ErrorHandler {
        INSTANCE;

        @Override
        public void warning(SAXParseException exception) {
            // a document with a warning is valid
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
