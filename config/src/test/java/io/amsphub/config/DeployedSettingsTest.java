package io.amsphub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every variable that a container file names is a setting of the hub, or one that the scripts of the image read themselves. */
class DeployedSettingsTest {

    private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();
    private static final Pattern VARIABLE = Pattern.compile("\\bHUB_[A-Z0-9_]+");
    private static final Set<String> OF_SCRIPTS =
            Set.of("HUB_COMMAND", "HUB_DATA", "HUB_HEAP_PERCENT", "HUB_HOME", "HUB_JVM_OPTIONS");

    /** An empty environment that remembers what it is asked for. */
    private static final class Asked extends HashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final TreeSet<String> names = new TreeSet<>();

        @Override
        public @Nullable String get(@Nullable Object name) {
            names.add(String.valueOf(name));
            return null;
        }
    }

    private static Set<String> known() {
        Asked environment = new Asked();
        HubSettings settings = HubSettings.read(Path.of("data"), new Properties(), environment, new Properties());
        assertThat(settings.node().several()).isFalse();
        return environment.names;
    }

    private static Set<String> named(String text) {
        return VARIABLE.matcher(text).results().map(MatchResult::group).collect(TreeSet::new, Set::add, Set::addAll);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(DEPLOY.resolve("secrets")))
                    .toList();
        }
    }

    @Test
    void variablesAreSettings() throws IOException {
        Set<String> known = known();
        assertThat(known).contains("HUB_HTTP_PORT", "HUB_SHARED").doesNotContain("HUB_HTP_PORT");
        assertThat(known).as("what a script reads is no setting").doesNotContainAnyElementsOf(OF_SCRIPTS);
        Set<String> all = new TreeSet<>();
        for (Path file : files()) {
            Set<String> names = named(Files.readString(file));
            all.addAll(names);
            names.removeAll(OF_SCRIPTS);
            assertThat(known).as(DEPLOY.relativize(file).toString()).containsAll(names);
        }
        assertThat(all)
                .as("what is set for hubs and brokers, and what scripts read")
                .contains("HUB_DATABASE_URL", "HUB_BROKER_STORE", "HUB_BLOBS_S3_BUCKET")
                .containsAll(OF_SCRIPTS);
    }
}
