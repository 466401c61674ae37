package io.amsphub.connectors.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeDialectTest {

    private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
    private static final String STATE = """
        {"schema":"amsp-native/1","boot":"b1","seq":17,"time":"2026-11-03T10:15:30.250Z","state":"PRINTING",
         "platformClear":false,"job":"J-1001","progressPct":42.5,"layer":85,"layers":200,
         "temperaturesC":{"nozzle":215.0,"platform":60.0},
         "recentJobs":[{"job":"J-0998","outcome":"FINISHED"},{"job":"J-1001","outcome":"STARTED"}],
         "alarm":null,"somethingNew":[1,2,3]}
        """;

    private final NativeDialect dialect = new NativeDialect();

    private DeviceReport read(String noun, String payload) {
        return dialect.read("north/a", noun, payload.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private void assertInvalid(String noun, String payload, String where) {
        assertThatThrownBy(() -> read(noun, payload)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.failureCode()).isEqualTo(FailureCode.INVALID_REPORT);
            assertThat(e.problem().where()).isEqualTo(where.isEmpty() ? null : where);
            assertThat(e.problem().remedy()).contains("native-protocol");
        });
    }

    /** Returns the state report with a field replaced by another value. */
    private static String with(String field, String json) throws Exception {
        ObjectNode state = (ObjectNode) Json.mapper().readTree(STATE);
        state.set(field, Json.mapper().readTree(json));
        return state.toString();
    }

    @Test
    void stateIsReadWithWhatTheMachineRemembersAndUnknownFieldsArePassedOver() {
        DeviceReport.State state = (DeviceReport.State) read("state", STATE);
        assertThat(state.state()).isEqualTo(DeviceState.PRINTING);
        assertThat(state.job()).isEqualTo("J-1001");
        assertThat(state.seq()).isEqualTo(17);
        assertThat(state.progressPct()).isEqualTo(42.5);
        assertThat(state.temperaturesC()).containsEntry("nozzle", 215.0);
        assertThat(state.recentJobs())
                .containsExactly(
                        new DeviceReport.RecentJob("J-0998", "FINISHED"),
                        new DeviceReport.RecentJob("J-1001", "STARTED"));
        assertThat(state.arrivedAt()).as("the machine's clock is not trusted").isEqualTo(NOW);
    }

    @Test
    void lastWillNeedsNoBootAndNoNumber() {
        assertThat(read("state", "{\"schema\":\"amsp-native/1\",\"state\":\"OFFLINE\"}"))
                .isEqualTo(new DeviceReport.Gone("north/a", NOW));
    }

    @Test
    void otherReportsAreRead() {
        assertThat(read(
                        "job",
                        "{\"boot\":\"b1\",\"seq\":31,\"job\":\"J-1\",\"outcome\":\"FINISHED\",\"reason\":null,"
                                + "\"measuredMm\":{\"x\":40.02,\"y\":39.97,\"z\":25.01}}"))
                .isEqualTo(new DeviceReport.JobEnd(
                        "north/a",
                        NOW,
                        "b1",
                        31,
                        "J-1",
                        DeviceReport.Outcome.FINISHED,
                        null,
                        new SizeMm(40.02, 39.97, 25.01)));
        assertThat(read("platform", "{\"boot\":\"b1\",\"seq\":33,\"clear\":true,\"by\":\"harvester\"}"))
                .isEqualTo(new DeviceReport.PlatformClear("north/a", NOW, "b1", 33, "harvester"));
        assertThat(((DeviceReport.Progress)
                                read("progress", "{\"boot\":\"b1\",\"seq\":1,\"job\":\"J\",\"progressPct\":250}"))
                        .progressPct())
                .isEqualTo(100);
        assertThat(((DeviceReport.Acknowledgement) read(
                                "ack",
                                "{\"boot\":\"b1\",\"seq\":9,\"command\":\"C-1\",\"verb\":\"print\",\"job\":\"J-1\","
                                        + "\"accepted\":false,\"code\":\"BUSY\"}"))
                        .code())
                .isEqualTo("BUSY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{", "[1]", "null", "\"text\"", "{\"a\":1}}", "\u0000\u0001"})
    void whatIsNoJsonObjectIsRefused(String payload) {
        assertThatThrownBy(() -> read("state", payload))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.INVALID_REPORT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state|\"DANCING\"|/state",
                "state|7|/state",
                "boot|null|/boot",
                "boot|\"\"|/boot",
                "seq|\"17\"|/seq",
                "seq|1e40|/seq",
                "recentJobs|[{\"job\":\"J\",\"outcome\":\"VANISHED\"}]|/recentJobs",
                "recentJobs|[{}]|/recentJobs"
            })
    void whatTheHubNeedsMustBeThere(String field, String json, String where) throws Exception {
        assertInvalid("state", with(field, json), where);
    }

    @Test
    void nounThatIsNoReportIsRefused() {
        assertInvalid("weather", "{}", "topic");
    }

    @Test
    void listOfMoreThanSixtyFourEntriesIsRefused() throws Exception {
        ArrayNode jobs = Json.mapper().createArrayNode();
        for (int i = 0; i < 65; i++) {
            jobs.addObject().put("job", "J-" + i).put("outcome", "FINISHED");
        }
        assertInvalid("state", with("recentJobs", jobs.toString()), "/recentJobs");
    }

    @Test
    void reportOverTheLimitIsRefusedUnread() {
        assertThatThrownBy(() -> read("state", " ".repeat(64 * 1024) + STATE))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.REPORT_TOO_LARGE));
    }

    @Test
    void printCommandSaysWhatToPrintUntilWhenAndWithWhichToken() throws Exception {
        DeviceCommand.Print print = new DeviceCommand.Print(
                "cmd_1", NOW, "ord_1-1.1", "ord_1-1", Samples.SOLID, "secret", "PLA", Samples.SIZE, 100, 3600);
        Outbox.TopicMessage message = dialect.write(Samples.machine("a"), print, "http://hub:8080", "ord_1");
        assertThat(message.topic()).isEqualTo("am/north/a/command/print");
        assertThat(message.responseTopic()).isEqualTo("am/north/a/report/ack");
        assertThat(message.expiresAt()).isEqualTo(NOW);
        assertThat(message.id()).isEqualTo("cmd_1");
        JsonNode body = Json.strict().readTree(message.body());
        assertThat(body.path("command").asText()).isEqualTo("cmd_1");
        assertThat(body.path("expires").asText()).isEqualTo("2026-11-03T12:00:00Z");
        assertThat(body.at("/file/uri").asText()).isEqualTo("http://hub:8080/api/v1/jobs/ord_1-1.1/file");
        assertThat(body.at("/file/authorization").asText()).isEqualTo("Bearer secret");
        assertThat(body.at("/file/sha256").asText()).isEqualTo(Samples.SOLID.sha256());
        assertThat(body.at("/sizeMm/z").asDouble()).isEqualTo(20);
    }

    @Test
    void everyOtherCommandHasATopicOfItsVerb() {
        List<DeviceCommand> commands = List.of(
                new DeviceCommand.Control("c1", NOW, DeviceCommand.Verb.PAUSE, "J"),
                new DeviceCommand.Control("c2", NOW, DeviceCommand.Verb.RESUME, "J"),
                new DeviceCommand.Control("c3", NOW, DeviceCommand.Verb.CANCEL, "J"),
                new DeviceCommand.ClearPlatform("c4", "anna"),
                new DeviceCommand.Report("c5"));
        assertThat(commands)
                .extracting(c -> dialect.write(Samples.machine("a"), c, "http://hub:8080", "ord_1")
                        .topic())
                .containsExactly(
                        "am/north/a/command/pause",
                        "am/north/a/command/resume",
                        "am/north/a/command/cancel",
                        "am/north/a/command/platform-clear",
                        "am/north/a/command/report");
    }
}
