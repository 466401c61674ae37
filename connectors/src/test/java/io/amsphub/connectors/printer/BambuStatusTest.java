package io.amsphub.connectors.printer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole status, changes, and what they mean. */
class BambuStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

    private final BambuShadow shadow = new BambuShadow();

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void whole(String fields) {
        shadow.heard(json("{'msg':0," + fields + "}"));
    }

    private void change(String fields) {
        shadow.heard(json("{'msg':1," + fields + "}"));
    }

    private DeviceState state() {
        return shadow.status().state();
    }

    private Alarm alarm() {
        return Objects.requireNonNull(shadow.status().alarm(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "IDLE, IDLE", "PREPARE, PREPARING", "SLICING, PREPARING", "INIT, PREPARING", "RUNNING, PRINTING",
        "PAUSE, PAUSED", "FINISH, FINISHED", "FAILED, FAILED", "OFFLINE, UNKNOWN", "UNKNOWN, UNKNOWN",
        "'', UNKNOWN", "NEW_WORD, UNKNOWN"
    })
    void everyWordOfTheMachineHasAState(String word, DeviceState state) {
        whole("'gcode_state':'" + word + "'");
        assertThat(state()).isEqualTo(state);
    }

    /** Idle is -1, 255 or 0 of stg_cur, depending on the machine; and finished machines may say 99 %. */
    @Test
    void theStageSaysNothingAboutPrinting() {
        whole("'gcode_state':'IDLE','stg_cur':2,'gcode_file_prepare_percent':'99','mc_percent':40");
        assertThat(state()).isEqualTo(DeviceState.IDLE);
        assertThat(shadow.status().progressPct()).isNull();
    }

    @Test
    void changesAreMergedIntoTheWholeAndArraysReplaced() {
        whole("'gcode_state':'RUNNING','mc_percent':1,'nozzle_temper':220.5,"
                + "'ams':{'tray_now':'0','ams':[{'id':'0'},{'id':'1'}]},'hms':[{'attr':1,'code':1}]");
        change("'mc_percent':7,'ams':{'ams':[{'id':'0'}]},'hms':[]");
        BambuStatus status = shadow.status();
        assertThat(status.progressPct()).isEqualTo(7);
        assertThat(status.temperaturesC()).containsEntry("nozzle", 220.5);
        assertThat(status.print().at("/ams/tray_now").asText()).isEqualTo("0");
        assertThat(status.print().at("/ams/ams").size()).isEqualTo(1);
        assertThat(status.print().path("hms").size()).isZero();
        assertThat(status.alarm(NOW)).isNull();
    }

    @Test
    void changesBeforeTheFirstWholeStatusAreIgnored() {
        change("'gcode_state':'FINISH'");
        assertThat(shadow.whole()).isFalse();
        assertThat(state()).isEqualTo(DeviceState.UNKNOWN);
        whole("'gcode_state':'IDLE'");
        shadow.forget();
        change("'gcode_state':'FINISH'");
        assertThat(shadow.whole()).as("a new connection begins anew").isFalse();
        assertThat(state()).isEqualTo(DeviceState.IDLE);
    }

    /** The end of the job before must not be taken for the end of the next one. */
    @Test
    void theStateOfTheJobBeforeIsNotThatOfTheNext() {
        whole("'gcode_state':'FINISH','subtask_id':'1000','subtask_name':'a'");
        change("'subtask_id':'1001','subtask_name':'b'");
        assertThat(shadow.submission()).isEqualTo(1001);
        assertThat(state()).isEqualTo(DeviceState.PREPARING);
        change("'gcode_state':'RUNNING'");
        assertThat(state()).isEqualTo(DeviceState.PRINTING);
        change("'gcode_state':'FINISH'");
        assertThat(state()).isEqualTo(DeviceState.FINISHED);
    }

    @Test
    void aCancelledPrintFailsForTwoSecondsAndStaysCancelled() {
        whole("'gcode_state':'RUNNING','subtask_id':'1000'");
        change("'gcode_state':'FAILED','print_error':50348044");
        assertThat(state()).isEqualTo(DeviceState.CANCELLED);
        assertThat(shadow.status().alarm(NOW)).as("no fault").isNull();
        change("'print_error':0");
        assertThat(state()).isEqualTo(DeviceState.CANCELLED);
        change("'gcode_state':'RUNNING','subtask_id':'1001'");
        change("'gcode_state':'FAILED','print_error':50364420");
        assertThat(state()).isEqualTo(DeviceState.FAILED);
        assertThat(alarm().code()).isEqualTo("0300_8004");
    }

    @Test
    void healthCodesAreDecoded() {
        whole("'gcode_state':'RUNNING','hms':[{'attr':117571840,'code':262145},{'attr':50331904,'code':65543}]");
        assertThat(alarm().code()).isEqualTo("0300_0100_0001_0007");
        assertThat(alarm().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alarm().message()).contains("motion controller");
        assertThat(BambuCodes.error(0x0700_8006L)).isEqualTo("0700_8006");
        assertThat(BambuCodes.severity(0x0002_0001L)).isEqualTo(Severity.ERROR);
        assertThat(BambuCodes.severity(0x0003_0001L)).isEqualTo(Severity.WARNING);
        assertThat(BambuCodes.severity(0x0004_0001L)).isEqualTo(Severity.INFO);
        assertThat(BambuCodes.severity(0xFFFF_0001L)).isEqualTo(Severity.INFO);
    }

    @Test
    void developerModeIsOffByThreeSigns() {
        whole("'gcode_state':'IDLE','fun':'3EC1AFFF9CFF'");
        assertThat(shadow.status().developerModeOff()).isTrue();
        change("'fun':'3EC18FFF9CFF'");
        assertThat(shadow.status().developerModeOff()).isFalse();
        change("'hms':[{'attr':83887360,'code':65543}]");
        assertThat(shadow.status().developerModeOff()).isTrue();
        assertThat(alarm().code()).isEqualTo("DEVELOPER_MODE_OFF");
        change("'hms':[]");
        assertThat(shadow.status().developerModeOff()).isFalse();
        shadow.refusedUnsigned();
        assertThat(shadow.status().developerModeOff()).isTrue();
        assertThat(BambuCodes.isUnsigned(84_033_543L, "")).isTrue();
        assertThat(BambuCodes.isUnsigned(0, "mqtt message verify failed")).isTrue();
        assertThat(BambuCodes.isUnsigned(0, "busy")).isFalse();
    }

    @Test
    void numbersThatAreNoneOfTheHubsAreNone() {
        for (String id : new String[] {"'0'", "''", "'-5'", "'99999999999'", "'abc'", "null", "[]"}) {
            whole("'gcode_state':'IDLE','subtask_id':" + id);
            assertThat(shadow.submission()).as(id).isZero();
        }
        whole("'gcode_state':'IDLE','subtask_id':2147483647");
        assertThat(shadow.submission()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void nonsenseInFieldsIsNoState() {
        whole("'gcode_state':'RUNNING','mc_percent':'many','hms':'none','print_error':'x','fun':'zzz','ams':7");
        assertThat(shadow.status().progressPct()).isNull();
        assertThat(shadow.status().alarm(NOW)).isNull();
        assertThat(shadow.await(() -> false, Duration.ofMillis(1))).isFalse();
    }
}
