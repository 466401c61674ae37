package io.amsphub.connectors.erp.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.processors.exchange.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ERP that speaks OData 4, and insists: basic authorization, JSON, pages of two with {@code @odata.nextLink}, 428
 * without {@code If-Match} and 412 with an old one, 409 for a number that exists, 422 for a customer or product that
 * does not, for a status that does not exist, and for a step back. A program of its own: {@code main} listens on a
 * free port, says which in its first line, and can be told faults with {@code POST /fault/<kind>/<times>}: {@code
 * busy} answers 429 with Retry-After, {@code swallow} does what is asked and cuts the connection, {@code broken} and {@code unwritable} answer 500, to all or to changes only. An order
 * of a customer who refers to it as {@value #BREAKS} is answered 500 whenever it comes.
 */
public final class ODataSimulator {

    static final String USER = "hub";
    static final String PASSWORD = "secret of the hub";
    static final String BREAKS = "breaks the ERP";

    private static final int PAGE = 2;
    private static final Pattern EQ = Pattern.compile("(\\w+) eq '((?:[^']|'')*)'");
    private static final Pattern GE = Pattern.compile("ModifiedAt ge (\\S+)");
    private static final Pattern ONE = Pattern.compile("/odata/SalesOrders\\((\\d+)\\)");
    private static final List<String> STATUSES =
            List.of("draft", "quotation", "open", "production", "stocked", "shipped", "closed", "cancelled");

    private final Map<String, List<ObjectNode>> sets = new TreeMap<>(
            Map.of("Customers", new ArrayList<>(), "Products", new ArrayList<>(), "SalesOrders", new ArrayList<>()));
    private final Map<String, Integer> faults = new TreeMap<>();

    private ODataSimulator() {}

    private List<ObjectNode> set(String name) {
        return Objects.requireNonNull(sets.get(name), name);
    }

    /** Listens until the program is ended. */
    public static void main(String[] arguments) throws IOException {
        ODataSimulator simulator = new ODataSimulator();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", simulator::serve);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        try (PrintWriter out =
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            out.println(server.getAddress().getPort());
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                answer(exchange, body);
            }
        }
    }

    private boolean fault(String kind) {
        int left = faults.getOrDefault(kind, 0);
        faults.put(kind, Math.max(0, left - 1));
        return left > 0;
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/fault/")) {
            String[] words = path.split("/", -1);
            faults.put(words[2], Integer.parseInt(words[3]));
            reply(exchange, 204, null);
            return;
        }
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, null);
            return;
        }
        if (fault("busy")) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            reply(exchange, 429, null);
            return;
        }
        boolean change = !exchange.getRequestMethod().equals("GET");
        if (fault("broken") || (change && fault("unwritable"))) {
            reply(exchange, 500, null);
            return;
        }
        Matcher one = ONE.matcher(path);
        if (one.matches()) {
            one(exchange, body, Integer.parseInt(one.group(1)));
        } else if (exchange.getRequestMethod().equals("POST")) {
            create(exchange, path.substring("/odata/".length()), body);
        } else {
            list(exchange, path.substring("/odata/".length()));
        }
    }

    private void one(HttpExchange exchange, byte[] body, int id) throws IOException {
        Optional<ObjectNode> found = set("SalesOrders").stream()
                .filter(o -> o.path("ID").asInt() == id)
                .findFirst();
        if (found.isEmpty()) {
            reply(exchange, 404, null);
            return;
        }
        ObjectNode order = found.get();
        if (!exchange.getRequestMethod().equals("GET")) {
            String match = exchange.getRequestHeaders().getFirst("If-Match");
            if (match == null || !match.equals(order.path("@odata.etag").asText())) {
                reply(exchange, match == null ? 428 : 412, null);
                return;
            }
            String status = Json.mapper().readTree(body).path("Status").asText();
            if (!STATUSES.contains(status)
                    || STATUSES.indexOf(status)
                            < STATUSES.indexOf(order.path("Status").asText())) {
                problem(exchange, 422, "no such step: " + status);
                return;
            }
            order.put("Status", status);
            touched(order);
            if (fault("swallow")) {
                return;
            }
        }
        reply(exchange, 200, order);
    }

    private void create(HttpExchange exchange, String set, byte[] body) throws IOException {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            reply(exchange, 415, null);
            return;
        }
        ObjectNode made = (ObjectNode) Json.mapper().readTree(body);
        if (made.path("CustomerReference").asText().equals(BREAKS)) {
            reply(exchange, 500, null);
            return;
        }
        String key = set.equals("SalesOrders") ? "ExternalReference" : "Code";
        if (set(set).stream().anyMatch(o -> o.path(key).equals(made.path(key)))) {
            problem(exchange, 409, made.path(key) + " exists");
            return;
        }
        made.put("ID", set(set).size() + 1);
        if (set.equals("SalesOrders") && !priced(exchange, made)) {
            return;
        }
        set(set).add(made);
        touched(made);
        if (!fault("swallow")) {
            reply(exchange, 201, made);
        }
    }

    private boolean priced(HttpExchange exchange, ObjectNode order) throws IOException {
        if (set("Customers").stream().noneMatch(c -> c.path("Code").equals(order.path("Customer")))) {
            problem(exchange, 422, "no customer " + order.path("Customer"));
            return false;
        }
        BigDecimal net = BigDecimal.ZERO;
        int line = 0;
        for (JsonNode item : order.path("Items")) {
            if (!item.path("Quantity").isNumber()
                    || set("Products").stream().noneMatch(p -> p.path("Code").equals(item.path("Product")))) {
                problem(exchange, 422, "no product or quantity in " + item);
                return false;
            }
            ((ObjectNode) item).put("ID", ++line);
            net = net.add(item.path("UnitPrice")
                    .decimalValue()
                    .multiply(item.path("Quantity").decimalValue()));
        }
        order.put("NetAmount", net.setScale(2, RoundingMode.HALF_EVEN));
        order.put("DocumentNo", "SO-" + order.path("ID").asInt());
        if (!order.hasNonNull("Status")) {
            order.put("Status", "draft");
        }
        return true;
    }

    private static void touched(ObjectNode entity) {
        entity.put("ModifiedAt", Instant.now().toString());
        entity.put("@odata.etag", "W/\"" + entity.path("ModifiedAt").asText() + '"');
    }

    private void list(HttpExchange exchange, String set) throws IOException {
        String query = URLDecoder.decode(
                String.valueOf(exchange.getRequestURI().getRawQuery()).replace("+", "%2B"), StandardCharsets.UTF_8);
        Matcher eq = EQ.matcher(query);
        Matcher ge = GE.matcher(query);
        List<ObjectNode> found = new ArrayList<>(set(set));
        if (eq.find()) {
            String value = eq.group(2).replace("''", "'");
            String field = eq.group(1);
            found.removeIf(o -> !o.path(field).asText().equals(value));
        } else if (ge.find()) {
            Instant since = Instant.parse(ge.group(1).replaceAll("&.*", ""));
            found.removeIf(o -> Instant.parse(o.path("ModifiedAt").asText()).isBefore(since));
        } else {
            problem(exchange, 400, "a list needs a filter: " + query);
            return;
        }
        Matcher skip = Pattern.compile("skiptoken=(\\d+)").matcher(query);
        int from = skip.find() ? Integer.parseInt(skip.group(1)) : 0;
        ObjectNode page = Json.mapper().createObjectNode();
        ArrayNode value = page.putArray("value");
        found.stream().skip(from).limit(PAGE).forEach(value::add);
        if (found.size() > from + PAGE) {
            String rest = exchange.getRequestURI().getRawQuery().replaceAll("&\\$skiptoken=\\d+", "");
            page.put("@odata.nextLink", "/odata/" + set + "?" + rest + "&$skiptoken=" + (from + PAGE));
        }
        reply(exchange, 200, page);
    }

    private static void problem(HttpExchange exchange, int status, String what) throws IOException {
        ObjectNode error = Json.mapper().createObjectNode();
        error.putObject("error").put("message", what);
        reply(exchange, status, error);
    }

    private static void reply(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
