package io.amsphub.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;

/**
 * The bill of materials of the distribution against what is known to be vulnerable. What is shipped all the same has an
 * exception that says why it does not reach the hub, and which test shows it.
 */
class DependencyCheckTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path BILL = ROOT.resolve("config/target/hub/bom.json");
    private static final Path KNOWN = ROOT.resolve("build-tools/known-vulnerabilities.tsv");
    private static final Path EXCEPTIONS = ROOT.resolve("build-tools/vulnerability-exceptions.tsv");

    private record Known(String id, String component, String from, String below, String what) {

        boolean has(String name, String version) {
            String pattern = component.replace(".", "\\.").replace("*", ".*");
            return name.matches(pattern)
                    && (from.equals("-") || compare(version, from) >= 0)
                    && (below.equals("-") || compare(version, below) < 0);
        }

        private static int compare(String one, String other) {
            return new ComparableVersion(one).compareTo(new ComparableVersion(other));
        }
    }

    private record Accepted(String id, String version, String why, String test) {}

    @Test
    void whatIsShippedHasNoKnownVulnerabilityWithoutAnArguedException() throws IOException {
        Map<String, String> found = found();
        Map<String, String> accepted = accepted().stream()
                .collect(Collectors.toMap(Accepted::id, Accepted::version, (one, other) -> one, TreeMap::new));

        assertThat(found)
                .as("known vulnerabilities of what is shipped, by id, against build-tools/vulnerability-exceptions.tsv")
                .isEqualTo(accepted);
    }

    @Test
    void exceptionsNameTestsThatAreThere() throws IOException {
        Set<String> tests = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT, 20)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                    .forEach(name -> tests.add(name.replace(".java", "")));
        }

        assertThat(accepted()).allSatisfy(exception -> {
            assertThat(tests).as(exception.id()).contains(exception.test());
            assertThat(exception.why()).as(exception.id()).hasSizeGreaterThan(20);
        });
    }

    @Test
    void billOfMaterialsListsEveryLibraryOfTheDistribution() throws IOException {
        List<String> listed = components().stream()
                .map(component -> component.path("name").asText() + "-"
                        + component.path("version").asText())
                .toList();
        try (Stream<Path> libraries = Files.list(BILL.resolveSibling("lib"))) {
            List<String> shipped = libraries
                    .map(file -> String.valueOf(file.getFileName()).replace(".jar", ""))
                    .filter(name -> !name.startsWith("config-"))
                    .toList();
            assertThat(shipped).hasSizeGreaterThan(100).allSatisfy(name -> assertThat(listed)
                    .anyMatch(name::startsWith));
        }
    }

    private static Map<String, String> found() throws IOException {
        Map<String, String> found = new TreeMap<>();
        List<Known> known = known();
        for (JsonNode component : components()) {
            String name = component.path("group").asText() + ":"
                    + component.path("name").asText();
            String version = component.path("version").asText();
            known.stream().filter(k -> k.has(name, version)).forEach(k -> found.put(k.id(), version));
        }
        return found;
    }

    private static List<JsonNode> components() throws IOException {
        List<JsonNode> components = new ArrayList<>();
        Json.read(Files.readString(BILL), JsonNode.class).path("components").forEach(components::add);
        assertThat(components).hasSizeGreaterThan(100);
        return components;
    }

    private static List<Known> known() throws IOException {
        return lines(KNOWN, 5).map(l -> new Known(l[0], l[1], l[2], l[3], l[4])).toList();
    }

    private static List<Accepted> accepted() throws IOException {
        return lines(EXCEPTIONS, 4)
                .map(l -> new Accepted(l[0], l[1], l[2], l[3]))
                .toList();
    }

    private static Stream<String[]> lines(Path file, int columns) throws IOException {
        List<String[]> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("\t", -1))
                .toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSize(columns));
        return lines.stream();
    }
}
