package io.amsphub.it.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The catalogue that ships, with its centres in Berlin (demo) and Stockholm (north), and a third one in München (munich)
 * that makes what Berlin makes and is dearer. Centres may be asked for offers over HTTP instead of by their rates.
 */
final class ThreeCentres implements AutoCloseable {

    private final HttpServer office;
    private final List<JsonNode> letters = new CopyOnWriteArrayList<>();
    private final Set<String> asked = new HashSet<>();

    ThreeCentres() throws IOException {
        office = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        office.createContext("/rfq", exchange -> {
            letters.add(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        office.start();
    }

    /** Has a centre asked over HTTP; counts in the catalogues to be written. */
    void ask(String centre) {
        asked.add(centre);
    }

    /** Returns the letters that centres have got. */
    List<JsonNode> letters() {
        return letters;
    }

    /** Writes the catalogue into a data directory. */
    void writeCatalogue(Path data) throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("catalogue.json"), Json.write(catalogue()));
    }

    private JsonNode catalogue() throws IOException {
        JsonNode catalogue;
        try (InputStream in = Objects.requireNonNull(RunningHub.class.getResourceAsStream("/catalogue.json"))) {
            catalogue = Json.mapper().readTree(in);
        }
        ObjectNode munich = catalogue.at("/centres/0").deepCopy();
        munich.put("id", "munich").put("name", "München works").put("organisation", "munich");
        munich.putObject("location").put("latitude", 48.14).put("longitude", 11.58);
        munich.path("capabilities")
                .forEach(capability ->
                        ((ObjectNode) capability).put("machinePerHour", 9).put("labourPerHour", 60));
        ArrayNode centres = (ArrayNode) catalogue.get("centres");
        centres.add(munich);
        centres.forEach(centre -> {
            if (asked.contains(centre.path("id").asText())) {
                ((ObjectNode) centre)
                        .put(
                                "requestUrl",
                                "http://127.0.0.1:" + office.getAddress().getPort() + "/rfq");
            }
        });
        return catalogue;
    }

    @Override
    public void close() {
        office.stop(0);
    }
}
