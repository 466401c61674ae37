package io.amsphub.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.config.HubSettings;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The container files hold what {@code docs/operation.md} says of them, and pass the checkers that are installed: the types of
 * Kubernetes always, yamllint, shellcheck, docker-compose and dockerfile-utils where they are there.
 */
class ContainerFilesTest {

    private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();
    private static final String ONE = "kubernetes/hub.yaml";
    private static final String CLUSTER = "kubernetes/cluster.yaml";
    private static final List<String> COMPOSED = List.of("compose.yaml", "compose-cluster.yaml");
    private static final List<String> YAML = List.of("compose.yaml", "compose-cluster.yaml", ONE, CLUSTER);
    private static final Pattern SECRET_FILE = Pattern.compile("file: (secrets/\\S+)");
    private static final Pattern OF_IMAGE = Pattern.compile("(?m)^(?:ENV| +) (HUB_\\w+)=(\\S+)");
    private static final List<String> SECRET_PLACES = List.of("/etc/amsp-hub/", "/run/secrets/");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    /** What says that a manifest is none of its kind. */
    private interface Check {
        void validate(JsonElement manifest) throws IOException;
    }

    private static final Map<String, Check> KINDS = Map.of(
            "ServiceAccount", V1ServiceAccount::validateJsonElement,
            "ConfigMap", V1ConfigMap::validateJsonElement,
            "PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
            "Service", V1Service::validateJsonElement,
            "StatefulSet", V1StatefulSet::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    private static String text(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    /** The documents of a file by kind and name, such as {@code Service amsp-hub}. */
    private static Map<String, JsonObject> manifests(String text) {
        Map<String, JsonObject> manifests = new LinkedHashMap<>();
        for (Object document : new Yaml().loadAll(text)) {
            JsonObject manifest = new Gson().toJsonTree(document).getAsJsonObject();
            String name = string(manifest, "kind") + " " + string(at(manifest, "metadata"), "name");
            assertThat(manifests.put(name, manifest))
                    .as(name + " is there twice")
                    .isNull();
        }
        return manifests;
    }

    private static JsonObject manifest(String file, String name) throws IOException {
        return manifests(text(file)).getOrDefault(name, new JsonObject());
    }

    private static void validate(String text) throws IOException {
        for (JsonObject manifest : manifests(text).values()) {
            Check check = KINDS.get(string(manifest, "kind"));
            assertThat(check).as("a type for " + manifest).isNotNull();
            if (check != null) {
                check.validate(manifest);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, CLUSTER})
    void manifestsAreWhatKubernetesTakes(String file) throws IOException {
        validate(text(file));
        assertThatIllegalArgumentException()
                .as("this can fail")
                .isThrownBy(() -> validate(text(file).replace("readOnlyRootFilesystem", "readOnlyRootFileSystem")))
                .withMessageContaining("readOnlyRootFileSystem");
    }

    private static JsonObject at(JsonObject from, String... path) {
        JsonObject here = from;
        for (String name : path) {
            here = here.getAsJsonObject(name);
        }
        return here;
    }

    private static String string(JsonObject from, String name) {
        return from.get(name).getAsString();
    }

    private static List<JsonObject> list(JsonObject from, String name) {
        return from.has(name)
                ? from.getAsJsonArray(name).asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    private static List<String> words(JsonObject from, String name) {
        return from.getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static JsonObject pod(JsonObject set) {
        return at(set, "spec", "template", "spec");
    }

    private static JsonObject container(JsonObject set) {
        return list(pod(set), "containers").get(0);
    }

    @ParameterizedTest
    @CsvSource({ONE + ", amsp-hub, 1", CLUSTER + ", amsp-hub, 3", CLUSTER + ", amsp-broker, 2"})
    void podsAreWithoutRightsAndHaveProbesOnTheHealthGroups(String file, String name, int replicas) throws IOException {
        JsonObject set = manifest(file, "StatefulSet " + name);
        assertThat(at(set, "spec").get("replicas").getAsInt()).isEqualTo(replicas);
        JsonObject pod = pod(set);
        assertThat(at(pod, "securityContext").get("runAsNonRoot").getAsBoolean())
                .isTrue();
        assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
        JsonObject container = container(set);
        JsonObject rights = at(container, "securityContext");
        assertThat(rights.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(rights.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
        assertThat(at(rights, "capabilities").get("drop")).hasToString("[\"ALL\"]");
        Map<String, String> groups = new TreeMap<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            List<String> command = words(at(container, probe, "exec"), "command");
            assertThat(command.get(0)).isEqualTo("/usr/local/bin/hub-health");
            groups.put(probe, command.get(1));
        }
        assertThat(groups)
                .containsEntry("startupProbe", "started")
                .containsEntry("livenessProbe", "live")
                .containsEntry("readinessProbe", "ready");
        assertThat(at(container, "resources", "limits").has("memory")).isTrue();
    }

    @Test
    void brokersAreAPairOnOneVolumeOfWhichMachinesReachTheOneThatServes() throws IOException {
        Map<String, JsonObject> all = manifests(text(CLUSTER));
        JsonObject brokers = all.getOrDefault("StatefulSet amsp-broker", new JsonObject());
        assertThat(string(at(brokers, "spec"), "podManagementPolicy"))
                .as("the one that waits is never ready")
                .isEqualTo("Parallel");
        assertThat(string(at(brokers, "spec", "updateStrategy"), "type")).isEqualTo("OnDelete");
        JsonObject selector = at(brokers, "spec", "selector", "matchLabels");
        JsonObject machines = at(all.getOrDefault("Service amsp-mqtt", new JsonObject()), "spec");
        assertThat(machines.get("selector")).isEqualTo(selector);
        assertThat(machines.has("publishNotReadyAddresses")).isFalse();
        JsonObject names = at(all.getOrDefault("Service amsp-broker", new JsonObject()), "spec");
        assertThat(names.get("selector")).isEqualTo(selector);
        assertThat(names.get("publishNotReadyAddresses").getAsBoolean()).isTrue();
        assertThat(string(at(all.getOrDefault("ConfigMap amsp-hub", new JsonObject()), "data"), "HUB_BROKER_URL"))
                .isEqualTo("(tcp://amsp-broker-0.%1$s:61617,tcp://amsp-broker-1.%1$s:61617)?ha=true"
                        .formatted(string(at(brokers, "spec"), "serviceName")));
        for (String claim : List.of("amsp-broker-store", "amsp-hub-shared")) {
            assertThat(words(
                            at(all.getOrDefault("PersistentVolumeClaim " + claim, new JsonObject()), "spec"),
                            "accessModes"))
                    .containsExactly("ReadWriteMany");
        }
        assertThat(all.values().stream()
                        .filter(manifest -> string(manifest, "kind").equals("PodDisruptionBudget"))
                        .map(budget -> at(budget, "spec", "selector", "matchLabels")))
                .as("a budget for brokers would never let the live one go")
                .isNotEmpty()
                .doesNotContain(selector);
    }

    @ParameterizedTest
    @CsvSource({"amsp-broker-0, live", "amsp-broker-1, backup"})
    void roleOfABrokerIsInTheNameOfItsPod(String name, String role) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(words(container(manifest(CLUSTER, "StatefulSet amsp-broker")), "command"));
        command.replaceAll(word -> word.replace("/usr/local/bin/hub-serve", "printenv HUB_BROKER_ROLE"));
        ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
        script.environment().put("HOSTNAME", name);
        Process process = script.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(role);
        assertThat(process.waitFor()).isZero();
    }

    /** The variables of each hub and broker of the file, with those of the image. */
    private static Map<String, Map<String, String>> environments(String file) throws IOException {
        Map<String, Map<String, String>> environments = new TreeMap<>();
        if (COMPOSED.contains(file)) {
            JsonObject composed =
                    new Gson().toJsonTree(new Yaml().<Object>load(text(file))).getAsJsonObject();
            at(composed, "services").asMap().forEach((name, service) -> {
                if (string(service.getAsJsonObject(), "image").startsWith("amsp-hub:")) {
                    environments.put(name, values(at(service.getAsJsonObject(), "environment")));
                }
            });
        } else {
            Map<String, JsonObject> all = manifests(text(file));
            all.forEach((name, set) -> {
                if (name.startsWith("StatefulSet ")) {
                    environments.put(name, environment(container(set), all));
                }
            });
        }
        Map<String, String> image = new TreeMap<>();
        OF_IMAGE.matcher(text("Dockerfile")).results().forEach(found -> image.put(found.group(1), found.group(2)));
        image.forEach((name, value) -> environments.values().forEach(all -> all.putIfAbsent(name, value)));
        return environments;
    }

    private static Map<String, String> values(JsonObject variables) {
        Map<String, String> values = new TreeMap<>();
        variables.asMap().forEach((name, value) -> values.put(name, value.getAsString()));
        return values;
    }

    /** The name of a pod, or what a Secret may hold, stands for what is only known in a cluster. */
    private static String value(JsonObject variable) {
        if (variable.has("value")) {
            return string(variable, "value");
        }
        return at(variable, "valueFrom").has("fieldRef")
                ? "amsp-hub-0"
                : Base64.getEncoder().encodeToString(new byte[32]);
    }

    private static Map<String, String> environment(JsonObject container, Map<String, JsonObject> all) {
        Map<String, String> environment = new TreeMap<>();
        for (JsonObject from : list(container, "envFrom")) {
            String map = "ConfigMap " + string(at(from, "configMapRef"), "name");
            environment.putAll(values(at(all.getOrDefault(map, new JsonObject()), "data")));
        }
        for (JsonObject variable : list(container, "env")) {
            environment.put(string(variable, "name"), value(variable));
        }
        return environment;
    }

    @ParameterizedTest
    @CsvSource({ONE + ", 1", CLUSTER + ", 2", "compose.yaml, 1", "compose-cluster.yaml, 4"})
    void variablesOfEachContainerAreAWholeConfiguration(String file, int containers) throws IOException {
        for (String name : List.of("broker-password", "s3-access-key", "s3-secret-key")) {
            Files.writeString(directory.resolve(name), "a secret of this test");
        }
        Map<String, Map<String, String>> environments = environments(file);
        assertThat(environments).hasSize(containers);
        environments.forEach((name, environment) -> {
            environment.replaceAll((variable, value) ->
                    SECRET_PLACES.stream().reduce(value, (text, place) -> text.replace(place, directory + "/")));
            HubSettings settings = HubSettings.read(directory, new Properties(), environment, new Properties());
            boolean broker = environment.getOrDefault("HUB_COMMAND", "serve").equals("broker");
            boolean cluster = containers > 1;
            assertThat(settings.tls().behindProxy()).as(name).isTrue();
            assertThat(settings.node().several()).as(name).isEqualTo(cluster && !broker);
            assertThat(settings.contents() != null).as(name).isEqualTo(cluster && !broker);
            assertThat(settings.broker().own().elsewhere()).as(name).isEqualTo(cluster && !broker);
            assertThat(settings.broker().own().mqtt()).as(name).hasSize(cluster && !broker ? 2 : 0);
            assertThat(settings.broker().own().password().isEmpty()).as(name).isNotEqualTo(cluster);
            assertThat(settings.broker().own().host().equals("0.0.0.0"))
                    .as(name)
                    .isEqualTo(broker);
        });
    }

    @Test
    void noSecretIsInTheFiles() throws IOException {
        List<String> files = new ArrayList<>(YAML);
        files.add("Dockerfile");
        for (String file : files) {
            assertThat(text(file)).doesNotContain("kind: Secret\n");
            assertThat(Files.readAllLines(DEPLOY.resolve(file)))
                    .as(file)
                    .noneMatch(
                            line -> line.matches("(?i)\\s*-?\\s*\\w*(PASSWORD|SECRET|MASTER_KEY)\\w*\\s*[:=]\\s*\\S+.*")
                                    && !line.contains("_FILE:"));
        }
    }

    @Test
    void imageRunsAsNobodyInParticularWithAHealthCheck() throws IOException {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("Dockerfile"));
        assertThat(lines)
                .contains("USER 10001:10001", "VOLUME /data", "ENTRYPOINT [\"/usr/local/bin/hub-serve\"]")
                .anyMatch(line -> line.startsWith("HEALTHCHECK ") && line.contains("hub-health"))
                .noneMatch(line -> line.startsWith("ADD ") || line.contains(":latest"));
        try (Stream<Path> scripts = Files.list(DEPLOY.resolve("container"))) {
            assertThat(scripts).hasSize(3).allMatch(Files::isExecutable);
        }
    }

    @ParameterizedTest
    @CsvSource({"serve, ready", "broker, live"})
    void healthCheckOfTheImageAsksWhatFitsTheCommand(String command, String group)
            throws IOException, InterruptedException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        AtomicInteger status = new AtomicInteger(200);
        HttpServer health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.createContext("/", call -> {
            asked.add(call.getRequestURI().getPath());
            call.sendResponseHeaders(status.get(), -1);
            call.close();
        });
        health.start();
        try {
            ProcessBuilder script =
                    new ProcessBuilder(DEPLOY.resolve("container/hub-health").toString());
            script.environment().put("HUB_COMMAND", command);
            script.environment()
                    .put(
                            "HUB_MANAGEMENT_PORT",
                            Integer.toString(health.getAddress().getPort()));
            assertThat(script.start().waitFor()).isZero();
            status.set(503);
            assertThat(script.start().waitFor()).isNotZero();
        } finally {
            health.stop(0);
        }
        assertThat(asked).hasSize(2).containsOnly("/observe/health/" + group);
    }

    /** The arguments of each checker, and an error that it must find when it is put in. */
    @ParameterizedTest
    @ValueSource(strings = {"yamllint", "shellcheck", "docker-compose", "dockerfile-utils"})
    void checkerFindsNothingAndCanFind(String checker) throws IOException, InterruptedException {
        assumeTrue(installed(checker), checker + " is not installed");
        copy(DEPLOY, directory);
        Files.createDirectories(directory.resolve("secrets"));
        for (String file : COMPOSED) {
            for (MatchResult secret : SECRET_FILE.matcher(text(file)).results().toList()) {
                Files.write(directory.resolve(secret.group(1)), new byte[0]);
            }
        }
        for (List<String> command : commands(checker)) {
            assertThat(run(command)).as(command.toString()).isEmpty();
        }
        for (String file : YAML) {
            Files.writeString(directory.resolve(file), text(file).replace(" image: ", " imag:  "));
        }
        for (String script : List.of("container/hub", "container/hub-serve", "container/hub-health")) {
            Files.writeString(directory.resolve(script), text(script) + "echo $nothing\n");
        }
        Files.writeString(
                directory.resolve("Dockerfile"), text("Dockerfile").replace("STOPSIGNAL SIGTERM", "STOPSIGNL SIGTERM"));
        for (List<String> command : commands(checker)) {
            assertThat(run(command)).as("it can fail: " + command).isNotEmpty();
        }
    }

    /** A command for each file. */
    private static List<List<String>> commands(String checker) {
        return switch (checker) {
            case "yamllint" ->
                YAML.stream()
                        .map(file -> List.of(checker, "--strict", "-c", ".yamllint", file))
                        .toList();
            case "shellcheck" ->
                Stream.of("container/hub", "container/hub-serve", "container/hub-health")
                        .map(file -> List.of(checker, file))
                        .toList();
            case "docker-compose" ->
                COMPOSED.stream()
                        .map(file -> List.of(checker, "-f", file, "config", "-q"))
                        .toList();
            default -> List.of(List.of(checker, "lint", "Dockerfile"));
        };
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Runs a checker in the copy; returns what it says. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8).strip();
        return process.exitValue() == 0 ? "" : said;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
