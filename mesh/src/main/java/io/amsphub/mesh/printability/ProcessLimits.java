package io.amsphub.mesh.printability;

import io.amsphub.mesh.measure.BuildVolume;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process can make with a material on a machine. Immutable; the methods that change something
 * return a copy. A limit that is absent does not apply to the process and is not checked.
 */
public final class ProcessLimits {

    private static final String GIVEN = "set for this machine";

    private final ProcessCategory category;
    private final String material;
    private final String machine;
    private final Map<Limit, LimitValue> values;

    ProcessLimits(ProcessCategory category, String material, String machine, Map<Limit, LimitValue> values) {
        this.category = category;
        this.material = material;
        this.machine = machine;
        this.values = new EnumMap<>(values);
    }

    /** Returns the limits of a category, a material and a machine from the data of this module. */
    public static ProcessLimits of(ProcessCategory category, String material, String machine) {
        return LimitTable.standard().limits(category, material, machine);
    }

    /** Returns the limits of a category for its usual materials and machines. */
    public static ProcessLimits of(ProcessCategory category) {
        return of(category, "", "");
    }

    /** Returns limits of which none applies, to set single ones. */
    public static ProcessLimits none(ProcessCategory category) {
        return new ProcessLimits(category, "", "", new EnumMap<>(Limit.class));
    }

    /** Returns the process category. */
    public ProcessCategory category() {
        return category;
    }

    /** Returns the material as it was asked for; empty for the usual ones. */
    public String material() {
        return material;
    }

    /** Returns the machine as it was asked for; empty for a usual one. */
    public String machine() {
        return machine;
    }

    /** Returns whether a limit applies. */
    public boolean has(Limit limit) {
        return values.containsKey(limit);
    }

    /** Returns a limit in its unit; NaN when it does not apply, or counts nozzles or layers that are not set. */
    public double value(Limit limit) {
        LimitValue value = values.get(limit);
        if (value == null) {
            return Double.NaN;
        }
        return switch (value.basis()) {
            case UNIT -> value.amount();
            case NOZZLE -> value.amount() * value(Limit.NOZZLE);
            case LAYER -> value.amount() * value(Limit.LAYER);
        };
    }

    /** Returns where the figure of a limit comes from; empty when it does not apply. */
    public String source(Limit limit) {
        LimitValue value = values.get(limit);
        return value == null ? "" : value.source();
    }

    /** Returns the build volume, or null when a side is not known. */
    public @Nullable BuildVolume buildVolume() {
        if (!has(Limit.BUILD_X) || !has(Limit.BUILD_Y) || !has(Limit.BUILD_Z)) {
            return null;
        }
        return new BuildVolume(value(Limit.BUILD_X), value(Limit.BUILD_Y), value(Limit.BUILD_Z));
    }

    /** Returns these limits with one set. */
    public ProcessLimits with(Limit limit, double value, String source) {
        Map<Limit, LimitValue> changed = new EnumMap<>(Limit.class);
        changed.putAll(values);
        changed.put(limit, new LimitValue(value, LimitValue.Basis.UNIT, source));
        return new ProcessLimits(category, material, machine, changed);
    }

    /** Returns these limits without one. */
    public ProcessLimits without(Limit limit) {
        Map<Limit, LimitValue> changed = new EnumMap<>(Limit.class);
        changed.putAll(values);
        changed.remove(limit);
        return new ProcessLimits(category, material, machine, changed);
    }

    /** Returns these limits for a nozzle; those that count nozzles follow. */
    public ProcessLimits withNozzle(double diameterMm) {
        return with(Limit.NOZZLE, diameterMm, GIVEN);
    }

    /** Returns these limits for a layer height; those that count layers follow. */
    public ProcessLimits withLayer(double heightMm) {
        return with(Limit.LAYER, heightMm, GIVEN);
    }

    /** Returns these limits for a build volume. */
    public ProcessLimits withBuildVolume(BuildVolume volume) {
        return with(Limit.BUILD_X, volume.sizeXMm(), GIVEN)
                .with(Limit.BUILD_Y, volume.sizeYMm(), GIVEN)
                .with(Limit.BUILD_Z, volume.sizeZMm(), GIVEN);
    }
}
