package io.amsphub.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FastStartTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    private Path code() {
        return directory.resolve("hub/lib/config.jar");
    }

    private Path archive() {
        return directory.resolve("hub/hub.jsa");
    }

    private Path list() {
        return directory.resolve("data/cache/classes.list");
    }

    private FastStart fastStart() {
        return new FastStart(code(), directory.resolve("data"));
    }

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(directory.resolve("hub/lib"));
        new JarOutputStream(Files.newOutputStream(code())).close();
        Files.setLastModifiedTime(code(), FileTime.from(BUILT));
    }

    private static Process java(List<String> options, Path out) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    @Test
    void whatAHubHasListedBecomesTheArchiveOfTheNextOne() throws Exception {
        String option = fastStart().option().orElseThrow();
        assertThat(option).isEqualTo("-XX:DumpLoadedClassList=" + list());
        assertThat(fastStart().write(code().toString())).isEmpty();

        Path out = directory.resolve("out");
        assertThat(java(List.of(option, "-cp", code().toString(), "-version"), out)
                        .waitFor())
                .as("exit code")
                .isZero();
        Files.writeString(list(), Files.readString(list()) + "java/lang/Obj"); // it was killed while it wrote
        Process writer = fastStart().write(code().toString()).orElseThrow();
        Files.writeString(list(), "java/lang/Object id: none\n"); // by a hub that is started meanwhile

        assertThat(writer.waitFor()).as("exit code").isZero();
        assertThat(archive()).exists();
        assertThat(list().getParent()).isDirectoryNotContaining("glob:**/classes-*.list");
        assertThat(fastStart().write(code().toString())).isEmpty();
        assertThat(fastStart().option()).hasValue("-XX:SharedArchiveFile=" + archive());
        assertThat(java(
                                List.of(
                                        "-Xshare:on",
                                        "-XX:SharedArchiveFile=" + archive(),
                                        "-cp",
                                        code().toString(),
                                        "-version"),
                                out)
                        .waitFor())
                .as("exit code of a virtual machine that must use the archive")
                .isZero();
    }

    @Test
    void anArchiveOfAnEarlierBuildIsNone() throws IOException {
        Files.writeString(archive(), "old");
        Files.setLastModifiedTime(archive(), FileTime.from(BUILT.minusSeconds(1)));
        assertThat(fastStart().option())
                .hasValueSatisfying(option -> assertThat(option).contains("DumpLoadedClassList"));
    }

    @Test
    void codeThatIsInNoJarHasNone() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("target/classes"));
        assertThat(new FastStart(classes, directory.resolve("data")).option()).isEmpty();
    }
}
