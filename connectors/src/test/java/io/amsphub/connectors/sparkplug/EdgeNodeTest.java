package io.amsphub.connectors.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.connectors.sparkplug.DeviceView.Life;
import io.amsphub.connectors.sparkplug.SparkplugPayload.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of an edge node, by births, deaths, numbers and aliases. */
class EdgeNodeTest {

    private static final Duration REORDER = Duration.ofSeconds(2);
    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
    private static final int STRING = 12;

    private final EdgeNode edge = new EdgeNode();
    private Instant now = START;
    private long clock = 1000;

    private void node(String kind, int seq, Metric... metrics) {
        heard(kind, null, clock++, seq, metrics);
    }

    private void device(String kind, int seq, Metric... metrics) {
        heard(kind, "p1", clock++, seq, metrics);
    }

    private void heard(String kind, @Nullable String device, long timestamp, int seq, Metric... metrics) {
        SparkplugTopic topic =
                new SparkplugTopic(SparkplugTopic.Kind.valueOf(kind), new EdgeId("plant", "cell"), device);
        edge.heard(topic, new SparkplugPayload(timestamp, seq, List.of(metrics)), now);
    }

    private static Metric bdSeq(long value) {
        return new Metric("bdSeq", SparkplugPayload.NO_ALIAS, 4, value, false);
    }

    private static Metric born(String value) {
        return new Metric("Job/State", 7, STRING, value, false);
    }

    private static Metric changed(long alias, String value) {
        return new Metric(null, alias, 0, value, false);
    }

    private String state() {
        return edge.view("p1").text("Job/State");
    }

    private Life life() {
        return edge.view("p1").life();
    }

    private void alive() {
        node("NBIRTH", 0, bdSeq(3));
        device("DBIRTH", 1, born("IDLE"));
        assertThat(life()).isEqualTo(Life.ALIVE);
        assertThat(edge.wantsRebirth()).isFalse();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        edge.tick(now, REORDER);
    }

    @Test
    void changesComeByAlias() {
        alive();
        device("DDATA", 2, changed(7, "PRINTING"));
        assertThat(state()).isEqualTo("PRINTING");
        assertThat(edge.takeChanged()).containsExactly("p1");
        assertThat(edge.takeChanged()).isEmpty();
    }

    @Test
    void aDeviceIsUnknownBeforeItsOwnBirth() {
        node("NBIRTH", 0, bdSeq(3));
        assertThat(life()).isEqualTo(Life.UNBORN);
        device("DDATA", 1, changed(7, "PRINTING"));
        assertThat(edge.wantsRebirth()).isTrue();
    }

    @Test
    void theSequenceGoesFrom255To0AndAnyBirthNumberIsTaken() {
        node("NBIRTH", 254, bdSeq(3));
        device("DBIRTH", 255, born("IDLE"));
        device("DDATA", 0, changed(7, "PRINTING"));
        device("DDATA", 1, changed(7, "FINISHED"));
        assertThat(state()).isEqualTo("FINISHED");
    }

    @Test
    void whatComesEarlyWaitsForWhatIsMissing() {
        alive();
        heard("DDATA", "p1", 2003, 4, changed(7, "FINISHED"));
        heard("DDATA", "p1", 2002, 3, changed(7, "PAUSED"));
        assertThat(state()).isEqualTo("IDLE");
        heard("DDATA", "p1", 2001, 2, changed(7, "PRINTING"));
        assertThat(state()).isEqualTo("FINISHED");
        pass(REORDER.multipliedBy(2));
        assertThat(edge.wantsRebirth()).isFalse();
        assertThat(life()).isEqualTo(Life.ALIVE);
    }

    @Test
    void aGapThatStaysMakesEverythingVoidUntilTheNextBirth() {
        alive();
        device("DDATA", 3, changed(7, "FINISHED"));
        pass(REORDER.minusMillis(1));
        assertThat(life()).isEqualTo(Life.ALIVE);
        pass(Duration.ofMillis(1));
        assertThat(edge.wantsRebirth()).isTrue();
        assertThat(life()).isEqualTo(Life.UNBORN);
        node("NBIRTH", 0, bdSeq(3));
        device("DBIRTH", 1, born("FINISHED"));
        assertThat(edge.wantsRebirth()).isFalse();
        assertThat(state()).isEqualTo("FINISHED");
    }

    @Test
    void anEdgeNodeThatStartsToCountAnewWithoutABirthIsFoundOut() {
        alive();
        device("DDATA", 2, changed(7, "PRINTING"));
        device("DDATA", 0, changed(7, "IDLE"));
        pass(REORDER);
        assertThat(edge.wantsRebirth()).isTrue();
    }

    @Test
    void whatComesTwiceIsTakenOnce() {
        alive();
        heard("DDATA", "p1", 2000, 2, changed(7, "PRINTING"));
        heard("DDATA", "p1", 2001, 3, changed(7, "PAUSED"));
        heard("DDATA", "p1", 2000, 2, changed(7, "PRINTING"));
        assertThat(state()).isEqualTo("PAUSED");
        pass(REORDER.multipliedBy(2));
        assertThat(edge.wantsRebirth()).isFalse();
    }

    @Test
    void aBirthThatComesTwiceIsTakenOnce() {
        alive();
        heard("NBIRTH", null, 1000, 0, bdSeq(3));
        assertThat(life()).isEqualTo(Life.ALIVE);
    }

    @Test
    void dataThatOvertookItsBirthIsNotLost() {
        heard("DBIRTH", "p1", 1001, 1, born("IDLE"));
        heard("DDATA", "p1", 1002, 2, changed(7, "PRINTING"));
        heard("NBIRTH", null, 1000, 0, bdSeq(0));
        assertThat(state()).isEqualTo("PRINTING");
    }

    @Test
    void stragglersFromBeforeABirthAreDropped() {
        alive();
        heard("NBIRTH", null, 5000, 0, bdSeq(4));
        heard("DDATA", "p1", 2000, 9, changed(7, "PRINTING"));
        heard("DBIRTH", "p1", 5001, 1, born("IDLE"));
        pass(REORDER.multipliedBy(2));
        assertThat(edge.wantsRebirth()).isFalse();
        assertThat(state()).isEqualTo("IDLE");
    }

    @Test
    void aClockThatIsSetBackLosesNothing() {
        alive();
        heard("DDATA", "p1", 5, 2, changed(7, "PRINTING"));
        heard("DDATA", "p1", 6, 3, changed(7, "PAUSED"));
        assertThat(state()).isEqualTo("PAUSED");
    }

    @Test
    void anUnknownAliasMeansThatTheBirthIsNotTheRightOne() {
        alive();
        device("DDATA", 2, changed(8, "PRINTING"));
        assertThat(edge.wantsRebirth()).isTrue();
        assertThat(life()).isEqualTo(Life.UNBORN);
    }

    @Test
    void theDeathOfTheSessionBeforeIsIgnored() {
        alive();
        node("NDEATH", SparkplugPayload.NO_SEQ, bdSeq(2));
        assertThat(life()).isEqualTo(Life.ALIVE);
        node("NDEATH", SparkplugPayload.NO_SEQ, bdSeq(3));
        assertThat(life()).isEqualTo(Life.DEAD);
        assertThat(edge.view("p1").metrics()).isEmpty();
        assertThat(edge.wantsRebirth()).isFalse();
    }

    @Test
    void theDeadAreNotRaisedByTheirOldBirthButByANewOne() {
        alive();
        node("NDEATH", SparkplugPayload.NO_SEQ, bdSeq(3));
        heard("NBIRTH", null, 1000, 0, bdSeq(3));
        assertThat(life()).isEqualTo(Life.DEAD);
        node("NBIRTH", 0, bdSeq(4));
        device("DBIRTH", 1, born("IDLE"));
        assertThat(life()).isEqualTo(Life.ALIVE);
    }

    @Test
    void aDeviceDiesAlone() {
        alive();
        device("DDEATH", 2);
        assertThat(life()).isEqualTo(Life.DEAD);
        node("NDATA", 3);
        assertThat(edge.wantsRebirth()).isFalse();
    }

    @Test
    void whatTellsOfThePastDoesNotChangeNow() {
        alive();
        device("DDATA", 2, new Metric(null, 7, 0, "PRINTING", true));
        assertThat(state()).isEqualTo("IDLE");
        device("DDATA", 3, new Metric(null, 7, 0, null, false));
        assertThat(edge.view("p1").metrics()).isEmpty();
        assertThat(edge.view("p1").names()).containsExactly("Job/State");
    }

    @Test
    void birthsWithoutNumberOrSessionAreNone() {
        node("NBIRTH", SparkplugPayload.NO_SEQ, bdSeq(3));
        node("NBIRTH", 0);
        device("DBIRTH", 1, born("IDLE"));
        assertThat(life()).isEqualTo(Life.UNBORN);
    }

    @Test
    void whatIsKeptBeforeABirthIsBounded() {
        for (int i = 0; i < 1000; i++) {
            device("DDATA", i % 256, changed(7, "x"));
        }
        pass(REORDER);
        node("NBIRTH", 0, bdSeq(3));
        device("DBIRTH", 1, born("IDLE"));
        assertThat(state()).isEqualTo("IDLE");
    }
}
