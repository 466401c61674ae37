package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Certificate;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.device.MaintenanceWindow;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.device.Usage;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Decision.Outcome;
import io.amsphub.processors.production.Decision.Verdict;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.sliced.PrintTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MachineMatchingTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    private static final Instant NOW = Samples.THEN;
    private static final AmCentre NORTH = new AmCentre(
            Samples.CENTRE,
            "North",
            "north-gmbh",
            "DE",
            new Location(52, 13),
            null,
            null,
            null,
            null,
            List.of(Samples.CAPABILITY),
            List.of(new Certificate("ISO 9001", NOW.plus(Duration.ofMinutes(30)))),
            null);

    private final MachineMatching matching = new MachineMatching(MatchingWeights.USUAL);
    private final Device a = Samples.machine("a");
    private final Device b = Samples.machine("b");
    private Surroundings around = around(Map.of(), Map.of());

    private static Surroundings around(Map<String, Double> pace, Map<String, Long> ownQueueS) {
        return new Surroundings(NOW, Optional.of(NORTH), () -> pace, () -> ownQueueS, job -> List.of());
    }

    private String chosen(Job job, Device... machines) {
        Device chosen = matching.match(job, List.of(machines), around).chosen();
        return chosen == null ? "none" : chosen.machine();
    }

    private Verdict verdict(Job job, Device machine) {
        return matching.match(job, List.of(machine), around).verdicts().get(0);
    }

    private String reason(Job job, Device machine) {
        Verdict verdict = verdict(job, machine);
        assertThat(verdict.outcome()).isIn(Outcome.UNFIT, Outcome.NOT_NOW);
        return verdict.reason();
    }

    private static Job asking(Requirements requirements) {
        return Samples.job(1).asking(requirements);
    }

    private static Device with(Device machine, Equipment equipment) {
        return machine.described(machine.materials(), equipment, machine.place(), machine.upkeep(), null);
    }

    private static Device with(Device machine, List<LoadedMaterial> loaded) {
        return machine.described(loaded, machine.equipment(), machine.place(), machine.upkeep(), null);
    }

    private static Device with(Device machine, Upkeep upkeep) {
        return machine.described(machine.materials(), machine.equipment(), machine.place(), upkeep, null);
    }

    private static Upkeep planned(Duration from, Duration to) {
        return new Upkeep(null, null, null, List.of(new MaintenanceWindow(NOW.plus(from), NOW.plus(to), "new belts")));
    }

    private static Requirements colour(String colour) {
        return new Requirements(colour, List.of(), List.of(), List.of(), List.of(), null, null);
    }

    private static Requirements certified(String... certificates) {
        return new Requirements(null, List.of(), List.of(certificates), List.of(), List.of(), null, null);
    }

    private static Requirements due(@Nullable Instant when, @Nullable Location where) {
        return new Requirements(null, List.of(), List.of(), List.of(), List.of(), when, where);
    }

    @Test
    void firstThatFitsAndIsFreeIsChosenWhenAllCostTheSame() {
        assertThat(chosen(Samples.job(1), a, b)).isEqualTo("a");
        assertThat(matching.match(Samples.job(1), List.of(a, b), around).reasons(9))
                .containsExactly(
                        "north/a: chosen, it fits and is free, cost 0.00", "north/b: would do as well, cost 0.00");
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
        assertThat(reason(job, with(a, new Upkeep(NOW, null, null, List.of())))).contains("maintenance is due");
        assertThat(reason(job, with(a, Equipment.limited(List.of(Limit.MONITOR_ONLY)))))
                .contains("watched");
        assertThat(reason(job.onlyOn(PrintTarget.group("north", "fdm")), a)).contains("not in the group fdm");
    }

    @Test
    void colourIsThatOfTheLoadedFeedstock() {
        Device loaded = with(a, List.of(new LoadedMaterial("PLA", "Black"), new LoadedMaterial("PETG", "white")));
        assertThat(chosen(asking(colour("black")), loaded)).isEqualTo("a");
        assertThat(chosen(Samples.job(1), loaded)).as("any colour").isEqualTo("a");
        assertThat(reason(asking(colour("white")), loaded))
                .as("white is another feedstock")
                .contains("[PLA Black, PETG white] loaded", "needs PLA in white");
        assertThat(reason(asking(colour("black")), a)).as("unknown colour").contains("[PLA] loaded");
        assertThat(chosen(Samples.job(1, "", List.of()).asking(colour("white")), loaded))
                .as("a file that names no feedstock")
                .isEqualTo("a");
    }

    @Test
    void machineThatNamesItsFeedstockKeepsTheColourThatItsOwnerGave() {
        Device loaded = with(a, List.of(new LoadedMaterial("PLA", "black")));
        assertThat(loaded.withIdentity(a.buildVolume(), List.of("PLA", "PETG")).materials())
                .containsExactly(new LoadedMaterial("PLA", "black"), LoadedMaterial.named("PETG"));
        assertThat(loaded.withIdentity(a.buildVolume(), List.of("PETG")).materials())
                .containsExactly(LoadedMaterial.named("PETG"));
    }

    @Test
    void ofTheBuildVolumeTheSmallerWordCounts() {
        SizeMm registered = a.buildVolume();
        assertThat(a.withIdentity(null, List.of()).buildVolume()).isEqualTo(registered);
        assertThat(a.withIdentity(new SizeMm(900, 100, 900), List.of()).buildVolume())
                .isEqualTo(new SizeMm(registered.x(), 100, registered.z()));
    }

    @Test
    void capabilitiesAreAskedOfTheMachine() {
        Job job = asking(new Requirements(
                null, List.of("enclosure", "hardened nozzle"), List.of(), List.of(), List.of(), null, null));
        Device closed = with(a, new Equipment(null, null, List.of(), List.of("Enclosure"), List.of(), null));
        assertThat(reason(job, a)).isEqualTo("cannot do enclosure, hardened nozzle");
        assertThat(reason(job, closed)).isEqualTo("cannot do hardened nozzle");
    }

    @Test
    void certificateOfMachineOrCentreHoldsUntilThePrintHasEnded() {
        assertThat(reason(asking(certified("ISO 13485")), a)).contains("neither", "ISO 13485");
        Certificate medical = new Certificate("iso 13485", NOW.plus(Duration.ofMinutes(61)));
        Device certified = with(a, new Equipment(null, null, List.of(), List.of(), List.of(medical), null));
        assertThat(chosen(asking(certified("ISO 13485")), certified)).isEqualTo("a");
        around = around(Map.of("north/a", 1.1), Map.of());
        assertThat(reason(asking(certified("ISO 13485")), certified))
                .as("the machine takes a tenth longer than estimated")
                .contains("expires on");
        assertThat(reason(asking(certified("ISO 9001")), a))
                .as("of the centre, for half an hour only")
                .contains("expires on");
    }

    @Test
    void licenceRestrictsCentresAndMachines() {
        Requirements elsewhere = new Requirements(null, List.of(), List.of(), List.of("south"), List.of(), null, null);
        Requirements onlyB =
                new Requirements(null, List.of(), List.of(), List.of("north"), List.of("north/b"), null, null);
        assertThat(reason(asking(elsewhere), a)).contains("licence", "[south]");
        assertThat(reason(asking(onlyB), a)).contains("licence", "[north/b]");
        assertThat(chosen(asking(onlyB), a, b)).isEqualTo("b");
    }

    @Test
    void jobThatWouldReachIntoPlannedMaintenanceIsNotBegun() {
        Job hour = Samples.job(1);
        assertThat(reason(hour, with(a, planned(Duration.ofMinutes(59), Duration.ofHours(3)))))
                .contains("takes 1.0 h", "new belts");
        assertThat(reason(hour, with(a, planned(Duration.ofMinutes(-5), Duration.ofMinutes(5)))))
                .contains("new belts is planned");
        assertThat(chosen(hour, with(a, planned(Duration.ofMinutes(61), Duration.ofHours(3)))))
                .isEqualTo("a");
        assertThat(chosen(hour, with(a, planned(Duration.ofHours(-3), Duration.ZERO))))
                .isEqualTo("a");
    }

    @Test
    void lateMachineCostsByTheHour() {
        Job job = asking(due(NOW.plus(Duration.ofMinutes(60)), null));
        around = around(Map.of("north/a", 1.5), Map.of());
        assertThat(chosen(job, a, b)).isEqualTo("b");
        assertTerm(verdict(job, a), "late", 0.5, "h", 5);
        assertThat(verdict(job, b).terms()).isEmpty();
    }

    @Test
    void queueOfItsOwnCosts() {
        around = around(Map.of(), Map.of("a", 7200L));
        assertThat(chosen(Samples.job(1), a, b)).isEqualTo("b");
        assertTerm(verdict(Samples.job(1), a), "queue", 2, "h", 2);
        Job own = Samples.job(1).onlyOn(PrintTarget.machine("north", "a"));
        assertTerm(verdict(own, a), "queue", 1, "h", 1);
    }

    @Test
    void otherFeedstockOrColourThanLastTimeCosts() {
        Device changed = a.withUsage(new Usage(0, "PETG", null));
        assertThat(chosen(Samples.job(1), changed, b)).isEqualTo("b");
        assertTerm(verdict(Samples.job(1), changed), "material change", 1, "change", 2);
        Device two = with(a, List.of(new LoadedMaterial("PLA", "red"), new LoadedMaterial("PLA", "blue")));
        Job red = asking(colour("red"));
        assertTerm(verdict(red, two.withUsage(new Usage(0, "PLA", "blue"))), "material change", 1, "change", 2);
        assertThat(verdict(red, two.withUsage(new Usage(0, "PLA", "red"))).terms())
                .isEmpty();
        assertThat(verdict(red, two).terms()).as("nobody knows").isEmpty();
    }

    @Test
    void distanceCostsWhenBothPlacesAreKnown() {
        Job job = asking(due(null, new Location(53, 13)));
        Verdict fromCentre = verdict(job, a);
        assertThat(fromCentre.terms()).hasSize(1);
        assertThat(fromCentre.cost()).isCloseTo(1.112, Offset.offset(0.001));
        Device near = a.described(
                a.materials(),
                a.equipment(),
                new Place(List.of(), Map.of(), null, new Location(53, 13)),
                a.upkeep(),
                null);
        assertThat(verdict(job, near).terms()).isEmpty();
        assertThat(verdict(Samples.job(1), a).terms()).isEmpty();
    }

    @Test
    void energyAndWearCost() {
        Device strong = with(a, new Equipment(null, null, List.of(), List.of(), List.of(), 0.8));
        assertThat(chosen(Samples.job(1), strong, b)).isEqualTo("b");
        assertTerm(verdict(Samples.job(1), strong), "energy", 0.8, "kWh", 0.4);
        Device worn = a.withUsage(new Usage(1500, null, null));
        assertThat(chosen(Samples.job(1), worn, b)).isEqualTo("b");
        assertTerm(verdict(Samples.job(1), worn), "wear", 1500, "h", 1.5);
    }

    @Test
    void decisionIsSaidWithItsFigures() {
        Device worn = with(a, new Equipment(null, null, List.of(), List.of(), List.of(), 0.8))
                .withUsage(new Usage(100, "PETG", null));
        assertThat(matching.match(Samples.job(1), List.of(worn, b, a.withRegistration(Registration.SUSPENDED)), around)
                        .reasons(9))
                .containsExactly(
                        "north/b: chosen, it fits and is free, cost 0.00",
                        "north/a: would do as well, cost 2.50 = material change 2.00 (1.00 change) + energy 0.40"
                                + " (0.80 kWh) + wear 0.10 (100.00 h)",
                        "north/a: is SUSPENDED");
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

    private static void assertTerm(Verdict verdict, String name, double amount, String unit, double cost) {
        assertThat(verdict.terms()).singleElement().satisfies(term -> {
            assertThat(term.name()).isEqualTo(name);
            assertThat(term.unit()).isEqualTo(unit);
            assertThat(term.amount()).isCloseTo(amount, EXACT);
            assertThat(term.cost()).isCloseTo(cost, EXACT);
        });
        assertThat(verdict.cost()).isCloseTo(cost, EXACT);
    }
}
