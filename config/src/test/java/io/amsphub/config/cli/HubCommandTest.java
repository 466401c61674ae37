package io.amsphub.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"serve", "broker", "start"})
    void dataDirectoryThatCannotBeMadeIsRefusedInWords(String command, @TempDir Path directory) throws IOException {
        Path data = Files.writeString(directory.resolve("file"), "in the way").resolve("data");
        StringWriter wrong = new StringWriter();

        int code = HubCommand.line()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(wrong))
                .execute(command, "--data", data.toString());

        assertThat(code).isEqualTo(HubCommand.REFUSED);
        assertThat(wrong.toString())
                .startsWith("hub: the file system refuses " + directory)
                .contains("name another directory with --data")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "broker"})
    void whoIsRefusedBecauseOfAPortLeavesTheDirectoryFree(String command, @TempDir Path data) throws IOException {
        StringWriter wrong = new StringWriter();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(data.resolve("hub.properties"), "hub.management.port=" + taken.getLocalPort());
            int code = HubCommand.line().setErr(new PrintWriter(wrong)).execute(command, "--data", data.toString());
            assertThat(code).isEqualTo(HubCommand.REFUSED);
        }
        assertThat(wrong.toString()).contains("hub.management.port");
        assertThat(data.resolve("hub.lock")).hasContent("0");
        DataDirectory.open(data).close();
    }

    @Test
    void everyCommandExplainsItself() {
        for (String name : HubCommand.line().getSubcommands().keySet()) {
            StringWriter out = new StringWriter();
            int code = HubCommand.line().setOut(new PrintWriter(out, true)).execute(name, "--help");
            assertThat(code).as(name).isZero();
            assertThat(out.toString()).as(name).contains("Usage: hub " + name).contains("--data");
        }
    }
}
