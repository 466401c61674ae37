package io.amsphub.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.File;
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
 * The components of the distribution against what is known to be vulnerable. What is shipped all the same has an
 * exception that says why it does not reach the hub, and which test shows it.
 */
class DependencyCheckTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path BILL = ROOT.resolve("config/target/hub/bom.json");
    private static final Path LIBRARIES = BILL.resolveSibling("lib");

    /** The hub's own modules, which are shipped as well. */
    private static final Set<String> OWN = Set.of("mesh-", "processors-", "routes-", "connectors-", "config-");

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

    private record Component(String group, String artifact, String version) {

        /** From a path such as {@code org/slf4j/slf4j-api/2.0.17/slf4j-api-2.0.17.jar}. */
        static Component of(Path jar) {
            int names = jar.getNameCount();
            return new Component(
                    jar.subpath(0, names - 3).toString().replace(File.separatorChar, '.'),
                    jar.getName(names - 3).toString(),
                    jar.getName(names - 2).toString());
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
    void everyLibraryOfTheDistributionIsLookedAt() throws IOException {
        assumeTrue(Files.isDirectory(LIBRARIES), "the distribution is made by package");
        Set<String> looked = components().stream()
                .map(component -> component.artifact() + "-" + component.version())
                .collect(Collectors.toSet());
        assertThat(shipped()).allSatisfy(name -> assertThat(looked).anyMatch(name::startsWith));
    }

    @Test
    void billOfMaterialsListsEveryLibraryOfTheDistribution() throws IOException {
        assumeTrue(Files.exists(BILL), "the plugin makes no bill of materials while Maven is offline");
        List<String> listed = new ArrayList<>();
        for (JsonNode component :
                Json.read(Files.readString(BILL), JsonNode.class).path("components")) {
            listed.add(component.path("name").asText() + "-"
                    + component.path("version").asText());
        }
        assertThat(shipped()).allSatisfy(name -> assertThat(listed).anyMatch(name::startsWith));
    }

    private static List<String> shipped() throws IOException {
        try (Stream<Path> libraries = Files.list(LIBRARIES)) {
            List<String> shipped = libraries
                    .map(file -> String.valueOf(file.getFileName()).replace(".jar", ""))
                    .filter(name -> OWN.stream().noneMatch(name::startsWith))
                    .toList();
            assertThat(shipped).hasSizeGreaterThan(100);
            return shipped;
        }
    }

    private static Map<String, String> found() throws IOException {
        Map<String, String> found = new TreeMap<>();
        List<Known> known = known();
        for (Component component : components()) {
            String name = component.group() + ":" + component.artifact();
            known.stream()
                    .filter(k -> k.has(name, component.version()))
                    .forEach(k -> found.put(k.id(), component.version()));
        }
        return found;
    }

    /** What is on the class path of this test, which has all of the distribution, by its place in the repository. */
    private static List<Component> components() {
        Path one = Path.of(ComparableVersion.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path repository = one.resolve("../../../../../..").normalize();
        List<Component> components = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.startsWith(repository))
                .map(repository::relativize)
                .map(Component::of)
                .toList();
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
