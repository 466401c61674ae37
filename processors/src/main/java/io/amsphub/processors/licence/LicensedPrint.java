package io.amsphub.processors.licence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One print that counts against a licence: one attempt at one part on one machine.
 *
 * @param id the job of the part; the same attempt counts once, however often it is sent
 * @param designId the design
 * @param organisation the owner of the design
 * @param serial the part
 * @param machine the machine that was reserved last
 * @param state whether it counts
 * @param takenAt when the machine was reserved
 * @param reason why it was given back; null while it counts
 * @param version for optimistic locking; 0 until stored
 */
public record LicensedPrint(
        String id,
        String designId,
        String organisation,
        String serial,
        String machine,
        State state,
        Instant takenAt,
        @Nullable String reason,
        long version) {

    /** Whether a print counts. */
    public enum State {
        /** It counts: a machine has, or had, what it needs to make the part. */
        COUNTED,
        /** It does not: the part was provably not begun, or the owner has given it back. */
        GIVEN_BACK
    }

    /** Returns the print as counted again, on a machine. */
    public LicensedPrint counted(String on, Instant when) {
        return new LicensedPrint(id, designId, organisation, serial, on, State.COUNTED, when, null, version);
    }

    /** Returns the print as one that does not count. */
    public LicensedPrint givenBack(String why) {
        return new LicensedPrint(id, designId, organisation, serial, machine, State.GIVEN_BACK, takenAt, why, version);
    }
}
