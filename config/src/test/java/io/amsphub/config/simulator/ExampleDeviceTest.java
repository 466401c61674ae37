package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The examples for device makers print once, and say what their schemas want. */
@Timeout(120)
class ExampleDeviceTest {

    @Test
    void exampleDevicePrintsAJobOnce(@TempDir Path directory) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        source("NativeDevice.java").toString());
        assertThat(result).isZero();
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {directory.toUri().toURL()});
                TestFiles files = new TestFiles();
                TestHub hub = new TestHub(broker.uri(), "c1/p1")) {
            String[] arguments = {
                broker.uri().toString(),
                "c1",
                "p1",
                "secret",
                directory.resolve("memory.txt").toString()
            };
            loader.loadClass("NativeDevice").getMethod("main", String[].class).invoke(null, (Object) arguments);
            drive(hub, files);
            assertThat(hub.problems()).isEmpty();
        } finally {
            broker.stop();
        }
    }

    @Test
    void shortExamplePrintsAJobOnceAndRemembersItOverAPowerCut(@TempDir Path directory) throws Exception {
        assumeTrue(hasPaho(), "Python or python3-paho-mqtt is missing");
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (TestFiles files = new TestFiles();
                TestHub hub = new TestHub(broker.uri(), "c1/p1")) {
            Process device = shortExample(broker, directory);
            try {
                drive(hub, files);
            } finally {
                device.destroyForcibly().waitFor();
            }
            device = shortExample(broker, directory);
            try {
                hub.awaitState("NOT_READY");
                assertThat(hub.ask("print", TestHub.print("J1", files.uri("/file")))
                                .text("duplicate"))
                        .isEqualTo("true");
            } finally {
                device.destroyForcibly().waitFor();
            }
            assertThat(hub.problems()).isEmpty();
        } finally {
            broker.stop();
        }
    }

    private static void drive(TestHub hub, TestFiles files) throws Exception {
        hub.awaitState("IDLE");
        assertThat(hub.ask("print", TestHub.print("J1", files.uri("/file"))).text("accepted"))
                .isEqualTo("true");
        assertThat(hub.awaitJobEnd("J1").text("outcome")).isEqualTo("FINISHED");
        assertThat(hub.ask("print", TestHub.print("J1", files.uri("/file"))).text("duplicate"))
                .isEqualTo("true");
        assertThat(hub.ask("print", TestHub.print("J2", files.uri("/file"))).text("code"))
                .isEqualTo("PLATFORM_NOT_CLEAR");
        assertThat(hub.ask("pause", hub.control("J1")).text("code")).isEqualTo("UNSUPPORTED");
        hub.sendRaw("print", new byte[] {'<'}, "C-1", Duration.ofMinutes(1));
        assertThat(hub.await("ack", ack -> "C-1".equals(ack.correlation())).text("code"))
                .isEqualTo("MALFORMED");
    }

    private static Process shortExample(TestBroker broker, Path directory) throws IOException {
        URI uri = broker.uri();
        return new ProcessBuilder(
                        "/usr/bin/python3",
                        source("native_device.py").toString(),
                        uri.getHost(),
                        String.valueOf(uri.getPort()),
                        "c1",
                        "p1",
                        "secret",
                        directory.resolve("short-memory.txt").toString())
                .inheritIO()
                .start();
    }

    private static boolean hasPaho() throws IOException, InterruptedException {
        Path python = Path.of("/usr/bin/python3");
        return Files.isExecutable(python)
                && new ProcessBuilder(python.toString(), "-c", "import paho.mqtt.client")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    private static Path source(String name) {
        Path fromModule = Path.of("..", "examples", "native-device", name);
        return Files.exists(fromModule) ? fromModule : Path.of("examples", "native-device", name);
    }
}
