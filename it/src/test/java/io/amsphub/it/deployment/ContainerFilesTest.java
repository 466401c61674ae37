package io.amsphub.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Path MANIFESTS = DEPLOY.resolve("kubernetes/hub.yaml");

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
            "Service", V1Service::validateJsonElement,
            "StatefulSet", V1StatefulSet::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    private static Map<String, JsonObject> manifests(String text) {
        Map<String, JsonObject> manifests = new LinkedHashMap<>();
        for (Object document : new Yaml().loadAll(text)) {
            JsonObject manifest = new Gson().toJsonTree(document).getAsJsonObject();
            manifests.put(manifest.get("kind").getAsString(), manifest);
        }
        return manifests;
    }

    private static void validate(String text) throws IOException {
        for (Map.Entry<String, JsonObject> manifest : manifests(text).entrySet()) {
            Check check = KINDS.get(manifest.getKey());
            assertThat(check).as("a type for " + manifest.getKey()).isNotNull();
            if (check != null) {
                check.validate(manifest.getValue());
            }
        }
    }

    @Test
    void manifestsAreWhatKubernetesTakes() throws IOException {
        String text = Files.readString(MANIFESTS);
        assertThat(manifests(text)).containsOnlyKeys(KINDS.keySet());
        validate(text);
        assertThatIllegalArgumentException()
                .as("this can fail")
                .isThrownBy(() -> validate(text.replace("readOnlyRootFilesystem", "readOnlyRootFileSystem")))
                .withMessageContaining("readOnlyRootFileSystem");
    }

    private static JsonObject at(JsonObject from, String... path) {
        JsonObject here = from;
        for (String name : path) {
            here = here.getAsJsonObject(name);
        }
        return here;
    }

    @Test
    void podIsOneWithoutRightsAndWithProbesOnTheHealthGroups() throws IOException {
        JsonObject set = manifests(Files.readString(MANIFESTS)).getOrDefault("StatefulSet", new JsonObject());
        assertThat(at(set, "spec").get("replicas").getAsInt()).isOne();
        JsonObject pod = at(set, "spec", "template", "spec");
        assertThat(at(pod, "securityContext").get("runAsNonRoot").getAsBoolean())
                .isTrue();
        assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
        JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
        JsonObject rights = at(container, "securityContext");
        assertThat(rights.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(rights.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
        assertThat(at(rights, "capabilities").get("drop")).hasToString("[\"ALL\"]");
        Map<String, String> groups = new TreeMap<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            List<String> command = new ArrayList<>();
            at(container, probe, "exec").getAsJsonArray("command").forEach(word -> command.add(word.getAsString()));
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
    void noSecretIsInTheFiles() throws IOException {
        assertThat(manifests(Files.readString(MANIFESTS))).doesNotContainKey("Secret");
        for (String file : List.of("compose.yaml", "kubernetes/hub.yaml", "Dockerfile")) {
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
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.createFile(secrets.resolve("database-password"));
        Files.createFile(secrets.resolve("hub.properties"));
        assertThat(run(checker)).isEmpty();
        Path compose = directory.resolve("compose.yaml");
        Files.writeString(compose, Files.readString(compose).replace("    read_only: true", "    read_onl:  true "));
        Path script = directory.resolve("container/hub-health");
        Files.writeString(script, Files.readString(script) + "echo $nothing\n");
        Path image = directory.resolve("Dockerfile");
        Files.writeString(image, Files.readString(image).replace("STOPSIGNAL SIGTERM", "STOPSIGNL SIGTERM"));
        assertThat(run(checker)).as("it can fail").isNotEmpty();
    }

    private static List<String> command(String checker) {
        return switch (checker) {
            case "yamllint" -> List.of(checker, "--strict", "-c", ".yamllint", "compose.yaml", "kubernetes/hub.yaml");
            case "shellcheck" -> List.of(checker, "container/hub", "container/hub-serve", "container/hub-health");
            case "docker-compose" -> List.of(checker, "-f", "compose.yaml", "config", "-q");
            default -> List.of(checker, "lint", "Dockerfile");
        };
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Runs a checker in the copy; returns what it says. */
    private String run(String checker) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command(checker))
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
