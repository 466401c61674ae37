package io.amsphub.connectors.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerCommand;
import io.amsphub.processors.port.PartnerMappings;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link PartnerMappings} as JSLT files in {@code <root>/<partner>/mappings/*.jslt}, tried in the order of their names.
 * A transformation that is not for a document yields null. A document in XML is read as JSON first ({@link XmlTree}).
 * Files are read again when they change. Thread safe.
 */
public final class DirectoryMappings implements PartnerMappings {

    private static final String REMEDY = "send a CloudEvent with a command, or ask the operator for a transformation";

    private final Path root;
    private final Map<Path, Compiled> compiled = new ConcurrentHashMap<>();

    /** Transformations below a directory. */
    public DirectoryMappings(Path root) {
        this.root = root;
    }

    private record Compiled(FileTime changed, long bytes, Expression expression) {}

    @Override
    public JsonNode command(Partner partner, String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean xml = body.stripLeading().startsWith("<");
        JsonNode document = xml ? XmlTree.read(body) : json(body);
        if (!xml && PartnerCommand.isEnvelope(document)) {
            return document;
        }
        List<String> tried = new ArrayList<>();
        for (Path file : files(partner)) {
            JsonNode command = apply(file, document);
            if (command != null) {
                return command;
            }
            tried.add(String.valueOf(file.getFileName()));
        }
        throw new HubException(
                FailureCode.NOT_MAPPABLE,
                tried.isEmpty()
                        ? "the document is no CloudEvent, and " + partner.name() + " has no transformations"
                        : "none of the transformations " + tried + " takes the document",
                xml ? "/" + document.fieldNames().next() : "/specversion",
                REMEDY);
    }

    private static JsonNode json(String text) {
        try {
            JsonNode document = Json.strict().readTree(text);
            if (document == null || document.isMissingNode()) {
                throw new HubException(FailureCode.MALFORMED_REQUEST, "the document is empty", "/", REMEDY);
            }
            return document;
        } catch (JsonProcessingException e) {
            throw (HubException) new HubException(
                            FailureCode.MALFORMED_REQUEST,
                            "the document is not JSON: " + e.getOriginalMessage(),
                            "line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr(),
                            REMEDY)
                    .initCause(e);
        }
    }

    private List<Path> files(Partner partner) {
        Path folder = root.resolve(partner.name()).resolve("mappings");
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jslt")) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files.sort(null);
        return files;
    }

    /** Returns what a transformation makes of a document; null when it is not for it. */
    private @Nullable JsonNode apply(Path file, JsonNode document) {
        try {
            JsonNode result = expression(file).apply(document);
            return result == null || result.isNull() || result.isMissingNode() ? null : result;
        } catch (JsltException e) {
            throw (HubException) new HubException(
                            FailureCode.NOT_MAPPABLE,
                            "the transformation " + file.getFileName() + " fails: " + e.getMessage(),
                            file.getFileName() + " line " + e.getLine() + ", column " + e.getColumn(),
                            "correct the document, or ask the operator to correct the transformation")
                    .initCause(e);
        }
    }

    private Expression expression(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            long bytes = Files.size(file);
            Compiled known = compiled.get(file);
            if (known == null || !known.changed().equals(changed) || known.bytes() != bytes) {
                String source = Files.readString(file, StandardCharsets.UTF_8);
                known = new Compiled(
                        changed,
                        bytes,
                        new Parser(new StringReader(source))
                                .withSource(String.valueOf(file.getFileName()))
                                .compile());
                compiled.put(file, known);
            }
            return known.expression();
        } catch (IOException e) {
            throw new UncheckedIOException("the transformation " + file + " cannot be read", e);
        }
    }
}
