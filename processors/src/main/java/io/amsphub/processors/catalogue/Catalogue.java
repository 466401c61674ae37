package io.amsphub.processors.catalogue;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A dated version of everything on offer. A quote names the version that it was priced by, and
 * stores the rates it used.
 *
 * @param version changes whenever anything in it does
 * @param currency ISO 4217 code of all amounts
 * @param quoteValidDays how long a quote stands
 * @param materials feedstocks
 * @param machineClasses kinds of machines, with the figures that build times are worked out from
 * @param centres AM centres
 */
public record Catalogue(
        String version,
        String currency,
        int quoteValidDays,
        List<Material> materials,
        List<MachineClass> machineClasses,
        List<AmCentre> centres) {

    /** Copies the lists, and checks that every machine class that is named is there. */
    public Catalogue {
        materials = List.copyOf(materials);
        machineClasses = machineClasses == null ? List.of() : List.copyOf(machineClasses);
        centres = List.copyOf(centres);
        Set<String> known = machineClasses.stream().map(MachineClass::id).collect(Collectors.toSet());
        for (AmCentre centre : centres) {
            for (AmCentre.Capability capability : centre.capabilities()) {
                String named = capability.machineClass();
                if (named != null && !known.contains(named)) {
                    throw new IllegalArgumentException("AM centre " + centre.id() + " names the machine class " + named
                            + ", which the catalogue does not have");
                }
            }
        }
    }

    /** Returns the kind of machine that a capability has, if its build times can be worked out. */
    public Optional<MachineClass> machineClass(AmCentre.Capability capability) {
        return machineClasses.stream()
                .filter(m -> m.id().equals(capability.machineClass()))
                .findFirst();
    }

    /**
     * Returns a material.
     *
     * @throws HubException when the catalogue does not have it
     */
    public Material material(String id) {
        return materials.stream()
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND, "no material " + id, "/material", "GET /materials lists what there is"));
    }

    /**
     * Returns an AM centre.
     *
     * @throws HubException when the catalogue does not have it
     */
    public AmCentre centre(String id) {
        return centres.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "no AM centre " + id,
                        "/amCentre",
                        "GET /am-centres lists what there is"));
    }

    /** Returns the centres that offer a material, or the one that is asked for if it does. */
    public List<AmCentre> centresFor(Material material, @Nullable String wanted) {
        return centres.stream()
                .filter(c -> wanted == null || c.id().equals(wanted))
                .filter(c -> capability(c, material).isPresent())
                .toList();
    }

    /** Returns how a centre works a material, if it does. */
    public static Optional<AmCentre.Capability> capability(AmCentre centre, Material material) {
        return centre.capabilities().stream()
                .filter(c -> c.processCategory() == material.processCategory()
                        && c.materials().contains(material.id()))
                .findFirst();
    }
}
