package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Use cases 1, 2 and 5 of Annex A: the hub and the printers of three AM centres (Berlin, München, Stockholm) as processes,
 * each customer with a credential of an own organisation. What is asserted is what customers see, and what the printers
 * themselves wrote down. Use case 3 is {@link ScanIT}, use case 4 {@link FactoryIT}.
 */
class UseCasesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, Double> AUGSBURG = place(48.37, 10.90);
    private static final Map<String, Double> UPPSALA = place(59.86, 17.64);
    private static final Map<String, Double> GOTHENBURG = place(57.71, 11.97);
    private static final Map<String, Double> ROSTOCK = place(54.09, 12.13);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private ThreeCentres centres;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    @SuppressWarnings("NullAway.Init") // set before each
    private HubClient operator;

    @BeforeEach
    void prepare() throws IOException {
        centres = new ThreeCentres();
        hub = new RunningHub(directory.resolve("data"));
        centres.writeCatalogue(hub.data());
        operator = hub.start().client();
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        farm.close();
        hub.close();
        centres.close();
    }

    @Test
    void consumerCustomisesAParametricProductAndHasItMadeNearby() throws IOException {
        farm.at("demo").add(operator, "berlin", e -> {});
        farm.at("munich").add(operator, "munich", e -> {});
        farm.at("north").add(operator, "stockholm", e -> {}).start();
        HubClient lena = member("lena", "lena", "USER");
        JsonNode plate = doorPlate(lena, "LENA 7");

        JsonNode asked = nearest(lena, plate, AUGSBURG, "DE", 1);
        assertThat(asked.path("chosen").asText()).as(asked.toString()).isEqualTo("munich");
        assertThat(RfqAnswers.cheapest(asked)).as("near is not cheap here").isEqualTo("demo");
        assertThat(asked.path("reasons").toString()).contains("1. munich: ", " km by distance: the best");
        JsonNode order = RunningHub.ok(lena.post(
                "/orders",
                Map.of(
                        "quote",
                        asked.path("quoteId").asText(),
                        "deliverTo",
                        Map.of(
                                "name",
                                "Lena",
                                "street",
                                "Am Lech 7",
                                "postalCode",
                                "86150",
                                "city",
                                "Augsburg",
                                "country",
                                "DE"),
                        "requirements",
                        Map.of("deliverTo", AUGSBURG))));
        String id = order.path("id").asText();
        assertThat(order.path("amCentre").asText()).isEqualTo("munich");
        new Customer(lena).await(id, PATIENCE, "SHIPPED");
        JsonNode received = new Customer(lena).receive(id);
        assertThat(Customer.state(received)).isEqualTo("DELIVERED");
        assertThat(received.at("/terms/deliverTo/city").asText()).isEqualTo("Augsburg");
        assertThat(received.at("/deliveries/0/parts/0").asText()).isEqualTo(id + "-1");
        JsonNode record = RunningHub.ok(lena.get("/parts/" + id + "-1/record"));
        assertThat(record.at("/inspections/0/passed").asBoolean()).isTrue();

        HubClient nils = member("nils", "nils", "USER");
        assertThat(nils.get("/orders/" + id).status()).isEqualTo(404);
        JsonNode his = nearest(nils, doorPlate(nils, "NILS"), UPPSALA, "SE", 1);
        assertThat(his.path("chosen").asText()).as(his.toString()).isEqualTo("north");
        String northern = new Customer(nils)
                .order(RunningHub.ok(nils.get("/quotes/" + his.path("quoteId").asText())))
                .path("id")
                .asText();
        new Customer(nils).await(northern, PATIENCE, "SHIPPED");

        assertThat(farm.prints("FINISHED"))
                .as("each where it is needed, once")
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(id + "-1.1", "munich/munich", northern + "-1.1", "north/stockholm"));
        assertThat(farm.audit().crimes()).isEmpty();
    }

    /** A product of the catalogue with a text of one's own: its bounds are kept, and its size follows its parameters. */
    private static JsonNode doorPlate(HubClient consumer, String text) throws IOException {
        String path = "/templates/name-plate/designs";
        HubClient.Answer thick = consumer.post(path, Map.of("name", "plate", "parameters", Map.of("thickness", 50)));
        assertThat(thick.status()).as(thick.toString()).isEqualTo(422);
        Map<String, Object> own = Map.of("text", text, "textHeight", 8, "thickness", 4, "relief", 1);
        JsonNode plate = new Customer(consumer)
                .settled(RunningHub.ok(consumer.post(path, Map.of("name", "plate of " + text, "parameters", own))));
        assertThat(Customer.state(plate)).as(plate.toString()).isEqualTo("READY");
        assertThat(plate.at("/detection/geometry/size/z").asDouble()).isEqualTo(5);
        assertThat(RunningHub.ok(consumer.get(Customer.path(plate) + "/recipe"))
                        .path("text")
                        .asText())
                .contains(text.substring(0, 4));
        return plate;
    }

    @Test
    void companyHasABrokenModelCorrectedComparesQuotesAndOrdersASeries() throws Exception {
        int series = 12;
        centres.ask("munich");
        restartWithCatalogue();
        for (String machine : List.of("m-1", "m-2", "m-3")) {
            farm.at("munich").add(operator, machine, e -> e.put("speed", 1500));
        }
        farm.add(operator, "m-4-breaks", e -> e.put("failureRate", 1.0))
                .add(operator, "m-5-worn", e -> e.put("dimensionErrorMm", 3).put("speed", 1500))
                .start();
        HubClient buyer = member("buyer", "acme", "USER");
        JsonNode sound = corrected(buyer);

        String rfq = RunningHub.ok(buyer.post(
                        "/requests-for-quotation",
                        Map.of(
                                "revision",
                                sound.path("id").asText(),
                                "material",
                                "mex-pla",
                                "quantity",
                                series,
                                "choice",
                                "BY_HAND")))
                .path("id")
                .asText();
        await().atMost(PATIENCE).until(() -> !centres.letters().isEmpty());
        double others =
                await().atMost(PATIENCE).until(() -> RfqAnswers.lowest(request(buyer, rfq)), least -> least > 0);
        answer(centres.letters().get(0).path("token").asText(), others - 1, series);
        JsonNode compared = await().atMost(PATIENCE)
                .until(() -> request(buyer, rfq), r -> Customer.state(r).equals("CLOSED"));
        assertThat(compared.path("answers").findValuesAsText("state")).containsExactly("OFFERED", "OFFERED", "OFFERED");
        assertThat(RfqAnswers.cheapest(compared)).isEqualTo("munich");
        JsonNode awarded = RunningHub.ok(buyer.post(
                "/requests-for-quotation/" + rfq + "/choice", Map.of("amCentre", "munich", "reason", "the lowest")));
        JsonNode quote =
                RunningHub.ok(buyer.get("/quotes/" + awarded.path("quoteId").asText()));
        assertThat(quote.at("/price/net/amount").asDouble()).isEqualTo(others - 1);

        String order = new Customer(buyer).order(quote).path("id").asText();
        partsAheadOfTheRest(buyer, order);
        new Customer(buyer).await(order, PATIENCE, "SHIPPED");
        JsonNode delivered = new Customer(buyer).receive(order);
        assertThat(Customer.state(delivered)).isEqualTo("DELIVERED");
        assertThat(delivered.path("deliveries")).hasSize(2);
        eachPartIsDeliveredOnceAndMadeAsOftenAsItWasJudged(buyer, order, series);
    }

    private JsonNode corrected(HubClient buyer) throws IOException {
        Customer customer = new Customer(buyer);
        JsonNode broken = customer.settled(
                customer.upload(Models.write(directory.resolve("bracket.stl"), DemoBracket.carelessExport())));
        assertThat(Customer.state(broken)).as(broken.toString()).isEqualTo("IN_REVIEW");
        assertThat(broken.at("/detection/solid").asBoolean()).isFalse();
        assertThat(broken.at("/detection/findings").findValuesAsText("kind"))
                .contains("HOLE", "OPEN_EDGE", "INCONSISTENT_WINDING", "SELF_INTERSECTION", "DUPLICATE_FACET");
        HubClient.Answer early = buyer.post(
                "/quotes", Map.of("revision", broken.path("id").asText(), "material", "mex-pla", "quantity", 1));
        assertThat(early.status()).as("nothing broken is priced").isEqualTo(409);
        JsonNode correction = RunningHub.ok(buyer.get(Customer.path(broken) + "/correction"));
        assertThat(correction.at("/after/solid").asBoolean())
                .as("proved by detection")
                .isTrue();
        assertThat(correction.path("steps")).isNotEmpty();
        JsonNode sound =
                RunningHub.ok(buyer.post(Customer.path(broken) + "/correction/decision", Map.of("decision", "ACCEPT")));
        assertThat(Customer.state(sound)).isEqualTo("READY");
        return sound;
    }

    /** What is released is handed over while the rest is still made, and the company receives it. */
    private void partsAheadOfTheRest(HubClient buyer, String order) throws IOException {
        List<String> released = await().atMost(PATIENCE)
                .until(
                        () -> parts(buyer, order).entrySet().stream()
                                .filter(part -> part.getValue().equals("RELEASED"))
                                .map(Map.Entry::getKey)
                                .toList(),
                        parts -> parts.size() >= 3);
        List<String> first = released.subList(0, 3);
        HubClient packer = member("packer", "munich", "AM_CENTRE");
        RunningHub.ok(packer.post("/orders/" + order + "/consignments", Map.of("parts", first)));
        assertThat(packer.get("/orders/" + order).status()).isEqualTo(404);
        JsonNode on = new Customer(buyer).await(order, PATIENCE, "PARTIALLY_DELIVERED", "INSPECTED", "SHIPPED");
        assertThat(on.at("/deliveries/0/parts")).hasSize(3);
        RunningHub.ok(buyer.post(
                "/orders/" + order + "/delivery-confirmation",
                Map.of("consignment", on.at("/deliveries/0/consignment").asText(), "receivedBy", "goods-in")));
        assertThat(parts(buyer, order))
                .extractingByKeys(first.toArray(String[]::new))
                .containsOnly("DELIVERED");
    }

    private void eachPartIsDeliveredOnceAndMadeAsOftenAsItWasJudged(HubClient buyer, String order, int series)
            throws IOException {
        Map<String, String> parts = parts(buyer, order);
        assertThat(parts).hasSize(series);
        assertThat(parts.values()).containsOnly("DELIVERED");
        Map<String, Integer> finished = new TreeMap<>();
        for (PrintLedger.Line line : farm.ledger()) {
            if (line.event().equals("FINISHED")) {
                finished.merge(line.part(), 1, Integer::sum);
            }
        }
        int rejected = 0;
        for (String serial : parts.keySet()) {
            JsonNode inspections =
                    RunningHub.ok(buyer.get("/parts/" + serial + "/record")).path("inspections");
            assertThat(inspections.get(inspections.size() - 1).path("passed").asBoolean())
                    .isTrue();
            assertThat(StreamSupport.stream(inspections.spliterator(), false)
                            .filter(inspection -> inspection.path("passed").asBoolean()))
                    .as("good once, and not made again after that")
                    .hasSize(1);
            assertThat(finished.get(serial)).as(serial).isEqualTo(inspections.size());
            rejected += inspections.size() - 1;
        }
        assertThat(rejected).as("what the worn machine made").isPositive();
        assertThat(farm.starts().values()).as("no job was begun twice").containsOnly(1);
        assertThat(farm.prints("FAILED")).isNotEmpty();
        assertThat(farm.prints("FINISHED").values())
                .contains("munich/m-1", "munich/m-2", "munich/m-3")
                .allMatch(machine -> machine.startsWith("munich/"));
    }

    @Test
    void sparePartOfADigitalWarehouseIsMadeUnderItsLicenceNearestToTheNeed() throws Exception {
        farm.at("demo").add(operator, "berlin", e -> {});
        farm.at("munich").add(operator, "munich", e -> {});
        farm.at("north").add(operator, "stockholm", e -> {}).start();
        HubClient maker = member("maker", "pumps", "DESIGNER");
        JsonNode impeller = new Customer(maker).ready(Models.cube(directory.resolve("impeller.stl"), 18));
        String design = "/designs/" + impeller.path("designId").asText();
        HubClient rail = member("rail", "rail-ab", "USER");
        HubClient ferry = member("ferry", "ferry-oy", "USER");
        HubClient mine = member("mine", "mine-gmbh", "USER");
        license(maker, design, 3, List.of("rail-ab", "ferry-oy"));
        isOfferedWithoutItsModel(rail, mine, impeller);

        JsonNode near = nearest(rail, impeller, GOTHENBURG, "SE", 1);
        assertThat(near.path("chosen").asText()).as(near.toString()).isEqualTo("north");
        String first = ordered(rail, near);
        JsonNode allowed = nearest(ferry, impeller, AUGSBURG, "DE", 1);
        assertThat(allowed.path("chosen").asText())
                .as("München is nearer, and the licence does not name it")
                .isEqualTo("demo");
        assertThat(allowed.path("notInvited").toString()).contains("munich: the licence of the design");
        String second = ordered(ferry, allowed);
        new Customer(rail).await(first, PATIENCE, "SHIPPED");
        new Customer(ferry).await(second, PATIENCE, "SHIPPED");
        HubClient.Answer model = rail.get("/orders/" + first + "/lines/1/technical-data-package");
        assertThat(model.status()).as(model.toString()).isEqualTo(403);
        assertThat(RunningHub.ok(maker.get(design + "/licence")).path("left").asInt())
                .isEqualTo(1);

        license(maker, design, 3, List.of("*"));
        Map<String, HubClient> racing = race(Map.of(
                rail, nearest(rail, impeller, GOTHENBURG, "SE", 1),
                ferry, nearest(ferry, impeller, ROSTOCK, "DE", 1),
                mine, nearest(mine, impeller, AUGSBURG, "DE", 1)));
        oneHasItAndTheOthersWait(racing);

        HubClient.Answer fourth = rail.post(
                "/orders",
                Map.of(
                        "quote",
                        nearest(rail, impeller, GOTHENBURG, "SE", 1)
                                .path("quoteId")
                                .asText()));
        assertThat(fourth.body().path("code").asText()).as(fourth.toString()).isEqualTo("AMSP-4012");
        assertThat(fourth.body().path("detail").asText()).contains("is for 3 prints, 3 are used");
        JsonNode licence = RunningHub.ok(maker.get(design + "/licence"));
        assertThat(licence.path("used").asInt()).isEqualTo(3);
        assertThat(RunningHub.ok(maker.get(design + "/licence/prints?state=COUNTED"))
                        .path("items"))
                .hasSize(3);
        assertThat(farm.prints("START")).as("by the printers' own record").hasSize(3);
        assertThat(farm.prints("START"))
                .containsEntry(first + "-1.1", "north/stockholm")
                .containsEntry(second + "-1.1", "demo/berlin")
                .doesNotContainValue("munich/munich");
        assertThat(farm.audit().crimes()).isEmpty();
    }

    private static void license(HubClient maker, String design, int prints, List<String> offeredTo) throws IOException {
        String terms =
                Json.write(Map.of("prints", prints, "amCentres", List.of("demo", "north"), "offeredTo", offeredTo));
        RunningHub.ok(maker.send(
                "PUT", design + "/licence", BodyPublishers.ofString(terms), "Content-Type", "application/json"));
    }

    private static void isOfferedWithoutItsModel(HubClient rail, HubClient mine, JsonNode impeller) throws IOException {
        JsonNode offered = RunningHub.ok(rail.get("/warehouse")).path("items");
        assertThat(offered).hasSize(1);
        assertThat(offered.at("/0/revision").asText())
                .isEqualTo(impeller.path("id").asText());
        assertThat(offered.at("/0/owner").asText()).isEqualTo("pumps");
        assertThat(offered.at("/0/left").asInt()).isEqualTo(3);
        assertThat(RunningHub.ok(mine.get("/warehouse")).path("items")).isEmpty();
        Map<String, Object> wanted =
                Map.of("revision", impeller.path("id").asText(), "material", "mex-pla", "quantity", 1);
        assertThat(mine.post("/quotes", wanted).status()).isEqualTo(404);
        assertThat(rail.get(Customer.path(impeller)).status()).isEqualTo(404);
        assertThat(rail.get(Customer.path(impeller) + "/content").status()).isEqualTo(404);
    }

    /** All order at one moment; those that were placed are returned. */
    private static Map<String, HubClient> race(Map<HubClient, JsonNode> customers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(customers.size());
        ExecutorService threads = Executors.newFixedThreadPool(customers.size());
        try {
            Map<HubClient, Future<HubClient.Answer>> orders = new HashMap<>();
            customers.forEach((customer, asked) -> orders.put(customer, threads.submit(() -> {
                start.await();
                return customer.post(
                        "/orders", Map.of("quote", asked.path("quoteId").asText()));
            })));
            Map<String, HubClient> placed = new TreeMap<>();
            for (Map.Entry<HubClient, Future<HubClient.Answer>> order : orders.entrySet()) {
                HubClient.Answer answer = order.getValue().get();
                if (answer.status() == 201) {
                    placed.put(answer.body().path("id").asText(), order.getKey());
                } else {
                    assertThat(answer.body().path("code").asText())
                            .as(answer.toString())
                            .isEqualTo("AMSP-4012");
                }
            }
            return placed;
        } finally {
            threads.shutdownNow();
        }
    }

    private void oneHasItAndTheOthersWait(Map<String, HubClient> racing) throws IOException {
        Set<String> made = await().atMost(PATIENCE).until(() -> shipped(racing.keySet()), s -> s.size() == 1);
        for (String order : racing.keySet()) {
            if (made.contains(order)) {
                continue;
            }
            JsonNode job = await().atMost(PATIENCE)
                    .until(
                            () -> RunningHub.ok(operator.get("/jobs/" + order + "-1.1")),
                            j -> j.path("matching").toString().contains("is for 3 prints, 3 are used"));
            assertThat(Customer.state(job)).isEqualTo("QUEUED");
            JsonNode cancelled = RunningHub.ok(Objects.requireNonNull(racing.get(order))
                    .post("/orders/" + order + "/cancellation", Map.of("reason", "somebody was quicker")));
            assertThat(Customer.state(cancelled)).isEqualTo("CANCELLED");
            assertThat(cancelled.at("/owed/amount").asDouble()).isZero();
        }
    }

    private Set<String> shipped(Set<String> orders) throws IOException {
        Set<String> shipped = new HashSet<>();
        for (String order : orders) {
            if (Customer.state(RunningHub.ok(operator.get("/orders/" + order))).equals("SHIPPED")) {
                shipped.add(order);
            }
        }
        return shipped;
    }

    private void restartWithCatalogue() throws IOException {
        hub.terminate();
        centres.writeCatalogue(hub.data());
        operator = hub.start().client();
    }

    /** A customer or worker with an own credential. */
    private HubClient member(String name, String organisation, String role) throws IOException {
        JsonNode credential = RunningHub.ok(operator.post(
                "/credentials", Map.of("name", name, "organisation", organisation, "roles", List.of(role))));
        return new HubClient(hub.url(), name, credential.path("secret").asText());
    }

    /** Asks all centres and has the nearest one chosen; returns the request with its answers. */
    private static JsonNode nearest(
            HubClient customer, JsonNode revision, Map<String, Double> place, String country, int quantity)
            throws IOException {
        String rfq = RunningHub.ok(customer.post(
                        "/requests-for-quotation",
                        Map.of(
                                "revision",
                                revision.path("id").asText(),
                                "material",
                                "mex-pla",
                                "quantity",
                                quantity,
                                "choice",
                                "DISTANCE",
                                "deliverTo",
                                place,
                                "shipTo",
                                country)))
                .path("id")
                .asText();
        return await().atMost(PATIENCE)
                .until(() -> request(customer, rfq), r -> Customer.state(r).equals("AWARDED"));
    }

    private static String ordered(HubClient customer, JsonNode rfq) throws IOException {
        return new Customer(customer)
                .order(RunningHub.ok(
                        customer.get("/quotes/" + rfq.path("quoteId").asText())))
                .path("id")
                .asText();
    }

    private static JsonNode request(HubClient customer, String rfq) throws IOException {
        return RunningHub.ok(customer.get("/requests-for-quotation/" + rfq));
    }

    private void answer(String token, double net, int quantity) throws Exception {
        String offer = String.format(
                Locale.ROOT,
                "{\"net\":{\"amount\":%.2f,\"currency\":\"EUR\"},\"quantity\":%d,\"leadTimeDays\":4}",
                net,
                quantity);
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/offers"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(offer))
                .build();
        HttpResponse<String> receipt = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
    }

    /** The states of the parts of an order by their serial numbers. */
    private static Map<String, String> parts(HubClient client, String order) throws IOException {
        Map<String, String> states = new TreeMap<>();
        RunningHub.ok(client.get("/parts?limit=100&orderId=" + order))
                .path("items")
                .forEach(part -> states.put(part.path("serial").asText(), Customer.state(part)));
        return states;
    }

    private static Map<String, Double> place(double latitude, double longitude) {
        return Map.of("latitude", latitude, "longitude", longitude);
    }
}
