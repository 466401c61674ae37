package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineMatchingTest {

    private final MachineMatching matching = new MachineMatching();
    private final Device a = Samples.machine("a");
    private final Device b = Samples.machine("b");

    private String chosen(Job job, Device... machines) {
        Device chosen = matching.match(job, List.of(machines)).chosen();
        return chosen == null ? "none" : chosen.machine();
    }

    private String reason(Job job, Device machine) {
        MachineMatching.Match match = matching.match(job, List.of(machine));
        assertThat(match.chosen()).isNull();
        return match.reasons().get(0);
    }

    @Test
    void firstThatFitsAndIsFreeIsChosen() {
        assertThat(chosen(Samples.job(1), a, b)).isEqualTo("a");
        assertThat(matching.match(Samples.job(1), List.of(a, b)).reasons())
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
        assertThat(reason(job, a.withLive(a.live().withAvailability(Availability.SILENT, DeviceState.UNKNOWN))))
                .contains("SILENT");
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
