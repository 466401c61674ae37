package io.amsphub.mesh.printability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrintabilityChecksTest {

    /** A check that is written and not listed would never run, and nobody would miss it. */
    @Test
    void everyCheckThatIsThereIsListedOnce() throws IOException, URISyntaxException, ClassNotFoundException {
        List<String> listed = PrintabilityChecks.inOrder().stream()
                .map(check -> check.getClass().getSimpleName())
                .toList();

        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed)).isEqualTo(checksOfThePackage());
    }

    private static Set<String> checksOfThePackage() throws IOException, URISyntaxException, ClassNotFoundException {
        URL own = Objects.requireNonNull(PrintCheck.class.getResource("PrintCheck.class"), "own class file");
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(Path.of(own.toURI()).getParent()))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    Class<?> type = Class.forName(
                            PrintCheck.class.getPackageName() + "." + name.substring(0, name.length() - 6),
                            false,
                            PrintCheck.class.getClassLoader());
                    if (PrintCheck.class.isAssignableFrom(type) && !type.isInterface()) {
                        found.add(type.getSimpleName());
                    }
                }
            }
        }
        return found;
    }
}
