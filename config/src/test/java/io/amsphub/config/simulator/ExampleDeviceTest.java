package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
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

/** The example for device makers compiles, prints once, and says what its schemas want. */
@Timeout(120)
class ExampleDeviceTest {

    @Test
    void exampleDevicePrintsAJobOnce(@TempDir Path directory) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        Path fromModule = Path.of("..", "examples", "native-device", "NativeDevice.java");
        Path source = Files.exists(fromModule) ? fromModule : Path.of("examples", "native-device", "NativeDevice.java");
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
                        source.toString());
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
            assertThat(hub.problems()).isEmpty();
        } finally {
            broker.stop();
        }
    }
}
