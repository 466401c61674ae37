package io.amsphub.processors.licence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a design allows: how many prints of it, where, and until when. It counts the prints that were
 * begun under it; the database refuses a count above the limit, whatever the code thinks.
 *
 * @param id the design
 * @param organisation the owner of the design
 * @param terms what is allowed
 * @param used prints that machines were reserved for, less those that were given back
 * @param setBy who set the terms last
 * @param setAt when, by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record DesignLicence(
        String id, String organisation, Terms terms, int used, String setBy, Instant setAt, long version) {

    /** A licence has no states of its own; the record of events wants one. */
    public enum State {
        /** It holds, for as long as its terms say. */
        IN_FORCE
    }

    /** What names the order line in a copy. */
    public enum Mark {
        /** Nothing: the model is given as it is. */
        NONE,
        /** Points that are moved by some micrometres. */
        WATERMARK,
        /** Text on the surface. */
        LABEL
    }

    /**
     * What a licence allows.
     *
     * @param prints how many prints in all; null when as many as anybody likes
     * @param amCentres centres that may print; all when empty
     * @param machines ids of machines that may print; all when empty
     * @param validUntil when it ends; null when it does not
     * @param holder who holds the rights, in words; null when that is the owner of the design
     * @param mark what names the order line in the copies that AM centres are given
     * @param label the edit that puts a label on a copy, without its text, such as
     *     {@code engrave-text?x=30&y=30&z=6&size=4}; null unless the mark is a label
     * @param encrypted whether copies for AM centres are encrypted for the key of the centre (3MF secure content)
     * @param offeredTo organisations that may order parts of it beside the owner; {@link #EVERYBODY} for all
     */
    public record Terms(
            @Nullable Integer prints,
            List<String> amCentres,
            List<String> machines,
            @Nullable Instant validUntil,
            @Nullable String holder,
            Mark mark,
            @Nullable String label,
            boolean encrypted,
            List<String> offeredTo) {

        /** In {@link #offeredTo}: every organisation of the platform. */
        public static final String EVERYBODY = "*";

        /** Copies the lists; a licence of an older hub asks for no mark and is offered to nobody. */
        public Terms {
            amCentres = List.copyOf(amCentres);
            machines = List.copyOf(machines);
            offeredTo = offeredTo == null ? List.of() : List.copyOf(offeredTo);
            mark = Objects.requireNonNullElse(mark, Mark.NONE);
        }

        /** Terms that say nothing of copies, and offer nothing. */
        public Terms(
                @Nullable Integer prints,
                List<String> amCentres,
                List<String> machines,
                @Nullable Instant validUntil,
                @Nullable String holder) {
            this(prints, amCentres, machines, validUntil, holder, Mark.NONE, null, false, List.of());
        }

        /** Returns whether AM centres are given copies of their own in the place of the model. */
        public boolean guarded() {
            return mark != Mark.NONE || encrypted;
        }
    }

    /** Returns the licence with other terms; what was printed under the old ones counts. */
    public DesignLicence withTerms(Terms newTerms, String by, Instant when) {
        return new DesignLicence(id, organisation, newTerms, used, by, when, version);
    }

    /** Returns the licence with more prints, or with fewer when they are given back. */
    public DesignLicence printed(int more) {
        return new DesignLicence(id, organisation, terms, used + more, setBy, setAt, version);
    }

    /** Returns how many prints are left; null when the licence does not count them. */
    public @Nullable Integer left() {
        return terms.prints() == null ? null : terms.prints() - used;
    }

    /** Returns why no machine at all may make so many more prints now, or null. */
    public @Nullable String against(int prints, Instant now) {
        Instant end = terms.validUntil();
        if (end != null && !now.isBefore(end)) {
            return "licence of design " + id + " ended at " + end;
        }
        Integer left = left();
        return left == null || left >= prints
                ? null
                : "licence of design " + id + " is for " + terms.prints() + " prints, " + used + " are used, " + prints
                        + " more needed";
    }

    /** Returns whether an organisation may order parts of the design, though it is another's. */
    public boolean offers(String to) {
        return !to.isEmpty()
                && (terms.offeredTo().contains(to) || terms.offeredTo().contains(Terms.EVERYBODY));
    }

    /** Returns whether a machine of a centre may print. */
    public boolean allows(String amCentre, String machine) {
        return allowsCentre(amCentre)
                && (terms.machines().isEmpty() || terms.machines().contains(machine));
    }

    /** Returns whether a centre may print. */
    public boolean allowsCentre(String amCentre) {
        return terms.amCentres().isEmpty() || terms.amCentres().contains(amCentre);
    }
}
