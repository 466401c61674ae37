package io.amsphub.processors.board;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How a machine was used in a period: the OEE index of ISO 22400-2, availability × effectiveness × quality ratio.
 *
 * @param machine {@code <centre>/<machine>}
 * @param plannedS planned busy time, seconds: the period, as far as it is past and the machine was registered, less planned
 *     maintenance. The hub knows no shifts
 * @param busyS actual production time: seconds in the period that its jobs ran, from the first report of printing to the
 *     last report, those that failed among them
 * @param idealS seconds that the quotes have for its jobs that were finished in the period
 * @param finishedS seconds that these jobs ran
 * @param good parts of it that were released in the period
 * @param scrapped parts of it that were made in vain in the period
 */
public record MachineUse(
        String machine, long plannedS, long busyS, long idealS, long finishedS, long good, long scrapped) {

    /** Returns the share of the planned time that it ran; null when none was planned. */
    @JsonProperty
    public @Nullable Double availability() {
        return Ratio.of(busyS, plannedS);
    }

    /**
     * Returns how fast it was by the quotes: above 1 when it was faster; null when it finished nothing whose time was
     * quoted. (ISO 22400-2 calls it effectiveness, OEE literature performance.)
     */
    @JsonProperty
    public @Nullable Double performance() {
        return idealS > 0 ? Ratio.of(idealS, finishedS) : null;
    }

    /** Returns the share of good parts; null when none was judged. */
    @JsonProperty
    public @Nullable Double quality() {
        return Ratio.of(good, good + scrapped);
    }

    /** Returns the product of the three; null while one of them is not known. */
    @JsonProperty
    public @Nullable Double oee() {
        Double availability = availability();
        Double performance = performance();
        Double quality = quality();
        return availability == null || performance == null || quality == null
                ? null
                : availability * performance * quality;
    }
}
