package io.amsphub.processors.production;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the licences of designs say to orders and machines. {@link Production} asks it wherever a machine is reserved,
 * so that no way to a machine goes round it. Must be called in a unit of work.
 */
public interface PrintRights {

    /** No design has a licence. */
    PrintRights NONE = new PrintRights() {
        @Override
        public boolean any() {
            return false;
        }

        @Override
        public List<Limit> limits(List<Job> parts, Instant now) {
            return List.of();
        }

        @Override
        public void reserved(List<Job> parts, String amCentre, String machine) {
            // Nothing is counted.
        }

        @Override
        public void notBegun(List<Job> parts, String why) {
            // Nothing was counted.
        }

        @Override
        public void requireOrderable(String revisionId, String organisation, String amCentre, int quantity) {
            // Whatever is wanted may be ordered.
        }

        @Override
        public List<String> centres(String designId) {
            return List.of();
        }
    };

    /**
     * What one licence says about some parts.
     *
     * @param never why no machine may make them now; null when one may
     * @param name of the licence, for people
     * @param amCentres centres that may; all when empty
     * @param machines ids of machines that may; all when empty
     */
    record Limit(@Nullable String never, String name, List<String> amCentres, List<String> machines) {

        /** Copies the lists. */
        public Limit {
            amCentres = List.copyOf(amCentres);
            machines = List.copyOf(machines);
        }

        /** Returns why a machine may not make the parts, or null. */
        public @Nullable String against(String amCentre, String machine) {
            if (never != null) {
                return never;
            }
            if (!amCentres.isEmpty() && !amCentres.contains(amCentre)) {
                return name + " allows the centres " + amCentres + " only";
            }
            return machines.isEmpty() || machines.contains(machine)
                    ? null
                    : name + " allows the machines " + machines + " only";
        }
    }

    /** Returns whether any design has a licence, so that asking further is worth it. */
    boolean any();

    /**
     * Returns what limits the making of parts.
     *
     * @param parts the jobs of the parts that one job makes
     */
    List<Limit> limits(List<Job> parts, Instant now);

    /**
     * Counts parts as being made.
     *
     * @throws io.amsphub.processors.failure.HubException when a licence does not allow it
     */
    void reserved(List<Job> parts, String amCentre, String machine);

    /** Gives back what was counted for parts that were provably not begun. */
    void notBegun(List<Job> parts, String why);

    /**
     * Refuses an order that could not be made as things are. It takes nothing: the count is taken when a machine is.
     *
     * @param organisation which orders; of a design of another it must be offered the parts
     * @throws io.amsphub.processors.failure.HubException when a licence does not allow it
     */
    void requireOrderable(String revisionId, String organisation, String amCentre, int quantity);

    /** Returns the ids of the AM centres that may make parts of a design; empty when all may. */
    List<String> centres(String designId);
}
