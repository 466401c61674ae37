package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineMatchingTest {

    private final MachineMatching matching = new MachineMatching();
    private final Device a = Samples.machine("a");
    private final Device b = Samples.machine("b");

    private String chosen(Job job, Device... machines) {
        Device chosen = matching.match(job, List.of(machines), Samples.THEN).chosen();
        return chosen == null ? "none" : chosen.machine();
    }

    private String reason(Job job, Device machine) {
        MachineMatching.Match match = matching.match(job, List.of(machine), Samples.THEN);
        assertThat(match.chosen()).isNull();
        return match.reasons().get(0);
    }

    @Test
    void firstThatFitsAndIsFreeIsChosen() {
        assertThat(chosen(Samples.job(1), a, b)).isEqualTo("a");
        assertThat(matching.match(Samples.job(1), List.of(a, b), Samples.THEN).reasons())
                .containsExactly("north/a: chosen, it fits and is free", "north/b: would do as well");
    }

    @Test
    void everyObstacleIsSaid() {
        Job job = Samples.job(1);
        assertThat(reason(Samples.job(1, "TPU", List.of()), a)).contains("[PLA] loaded", "needs TPU");
        assertThat(reason(job, a.withIdentity(new SizeMm(30, 30, 30), List.of("PLA"))))
                .contains("too small");
        assertThat(reason(job, a.withRegistration(Registration.SUSPENDED))).contains("SUSPENDED");
        assertThat(reason(job, a.withLive(a.live().reservedFor("x.1")))).contains("busy with x.1");
        assertThat(reason(job, a.withLive(a.live().released(null, false)))).contains("platform clear");
        assertThat(reason(job, a.withLive(a.live().silent()))).contains("SILENT");
        Upkeep due = new Upkeep(Samples.THEN, null, null);
        assertThat(reason(job, a.described(a.materials(), a.equipment(), a.place(), due, null)))
                .contains("maintenance is due");
        Equipment watched = new Equipment(0.4, null, List.of(Limit.MONITOR_ONLY));
        assertThat(reason(job, a.described(a.materials(), watched, a.place(), a.upkeep(), null)))
                .contains("watched");
    }

    @Test
    void machineOnWhichThePartFailedIsLeftOutWhileAnotherCouldMakeIt() {
        Job job = Samples.job(1, "PLA", List.of("north/a"));
        Device busy = b.withLive(b.live().reservedFor("x.1"));
        assertThat(chosen(job, a, b)).isEqualTo("b");
        assertThat(chosen(job, a, busy)).isEqualTo("none");
    }

    @Test
    void machineOnWhichThePartFailedIsTakenWhenNoOtherEverCould() {
        Job job = Samples.job(1, "PLA", List.of("north/a"));
        assertThat(chosen(job, a, b.withRegistration(Registration.SUSPENDED))).isEqualTo("a");
        assertThat(chosen(job, a, b.withIdentity(b.buildVolume(), List.of("TPU"))))
                .isEqualTo("a");
    }
}
