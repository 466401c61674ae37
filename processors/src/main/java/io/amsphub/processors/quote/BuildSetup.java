package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.MachineClass;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.exchange.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement depends on beside the model.
 *
 * @param machine the kind of machine
 * @param layerHeightMm layer height
 * @param infillShare share of the inside that is filled
 * @param orientation the way up
 */
public record BuildSetup(
        MachineClass machine, double layerHeightMm, double infillShare, BuildOrientationChoice orientation) {

    private static final int FINGERPRINT_BYTES = 6;

    /** As many as catalogues have had set-ups since the start. */
    private static final Map<BuildSetup, String> FINGERPRINTS = new ConcurrentHashMap<>();

    /** Returns the set-up of a capability, or null when its build times cannot be worked out. */
    public static @Nullable BuildSetup of(
            Catalogue catalogue, AmCentre.Capability capability, BuildOrientationChoice orientation) {
        return catalogue
                .machineClass(capability)
                .map(machine ->
                        new BuildSetup(machine, capability.layerHeightMm(), capability.infillShare(), orientation))
                .orElse(null);
    }

    /** Returns the set-ups in which a material may be quoted, each once, in the order of the catalogue. */
    public static List<BuildSetup> ofMaterial(
            Catalogue catalogue, Material material, BuildOrientationChoice orientation) {
        List<BuildSetup> setups = new ArrayList<>();
        for (AmCentre centre : catalogue.centresFor(material, null)) {
            Catalogue.capability(centre, material).ifPresent(capability -> {
                BuildSetup setup = of(catalogue, capability, orientation);
                if (setup != null && !setups.contains(setup)) {
                    setups.add(setup);
                }
            });
        }
        return setups;
    }

    /** Returns all set-ups of a catalogue, each once, for models as they lie. */
    public static List<BuildSetup> all(Catalogue catalogue) {
        List<BuildSetup> setups = new ArrayList<>();
        for (Material material : catalogue.materials()) {
            for (BuildSetup setup : ofMaterial(catalogue, material, BuildOrientationChoice.AS_MODELLED)) {
                if (!setups.contains(setup)) {
                    setups.add(setup);
                }
            }
        }
        return setups;
    }

    /**
     * Returns whether a part may fit a machine of this set-up. What fits none is not measured: its layers could be
     * without number.
     *
     * @param size of the part as it was modelled
     */
    public boolean mayFit(Catalogue catalogue, SizeMm size) {
        return catalogue.centres().stream()
                .flatMap(centre -> centre.capabilities().stream())
                .filter(capability -> equals(of(catalogue, capability, orientation)))
                .map(AmCentre.Capability::buildVolume)
                .anyMatch(volume -> orientation == BuildOrientationChoice.AS_MODELLED
                        ? size.fits(volume)
                        : diagonal(size) <= diagonal(volume));
    }

    private static double diagonal(SizeMm size) {
        return Math.sqrt(size.x() * size.x() + size.y() * size.y() + size.z() * size.z());
    }

    /** Returns the id of the measurement of a revision in this set-up; other figures of the machine give another. */
    public String measurementId(String revisionId) {
        return revisionId + ":" + machine.id() + ":" + FINGERPRINTS.computeIfAbsent(this, BuildSetup::fingerprint);
    }

    private String fingerprint() {
        TreeMap<String, String> settings =
                new TreeMap<>(machine.extrusion() == null ? new TreeMap<>() : machine.extrusion());
        String text = Json.write(List.of(
                settings,
                machine.area() == null ? "" : machine.area(),
                machine.warmUpS(),
                layerHeightMm,
                infillShare,
                orientation));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
