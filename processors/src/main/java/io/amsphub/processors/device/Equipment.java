package io.amsphub.processors.device;

import io.amsphub.processors.catalogue.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a machine works with, beside its build volume and its feedstock.
 *
 * @param nozzleMm bore of the nozzle, mm; null where there is none
 * @param spotMm diameter of the laser or electron beam on the powder, or edge of a light engine's pixel,
 *     mm; null where there is none
 * @param limits what it cannot do
 * @param capabilities what it can do beyond others of its kind, in words that jobs ask for: {@code enclosure}
 * @param certificates what is certified of it
 * @param powerKw what it draws while it prints, on average; null when nobody knows
 */
public record Equipment(
        @Nullable Double nozzleMm,
        @Nullable Double spotMm,
        List<Limit> limits,
        List<String> capabilities,
        List<Certificate> certificates,
        @Nullable Double powerKw) {

    /** Nothing is known, and nothing excluded. */
    public static final Equipment UNKNOWN = limited(List.of());

    /** Copies the lists; a record of an older hub has neither capabilities nor certificates. */
    public Equipment {
        limits = List.copyOf(limits);
        capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
        certificates = certificates == null ? List.of() : List.copyOf(certificates);
    }

    /** Equipment of which no more is known than what it cannot do. */
    public static Equipment limited(List<Limit> limits) {
        return new Equipment(null, null, limits, List.of(), List.of(), null);
    }

    /** Returns the equipment with other limits. */
    public Equipment with(List<Limit> otherLimits) {
        return new Equipment(nozzleMm, spotMm, otherLimits, capabilities, certificates, powerKw);
    }

    /** Returns the equipment with what it can do beside. */
    public Equipment able(Collection<String> more) {
        List<String> all = new ArrayList<>(capabilities);
        more.stream().filter(capability -> !can(capability)).sorted().forEach(all::add);
        return new Equipment(nozzleMm, spotMm, limits, all, certificates, powerKw);
    }

    /** Returns whether it can do something, whatever the case of the letters. */
    public boolean can(String capability) {
        return capabilities.stream().anyMatch(capability.trim()::equalsIgnoreCase);
    }

    /** Returns whether something is beyond it. */
    public boolean cannot(Limit limit) {
        return limits.contains(limit);
    }
}
