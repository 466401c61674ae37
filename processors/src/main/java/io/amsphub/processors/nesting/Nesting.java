package io.amsphub.processors.nesting;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import java.util.List;

/**
 * What came of looking for places.
 *
 * @param members the parts that have one
 * @param leftOut those that have none
 * @param density from 0 to 1: footprints over the platform, or volume of the parts over the build volume up to
 *     the highest one
 * @param extents around all parts, mm
 * @param content all parts in their places, as 3MF: an object for each, named by its serial number
 * @param picture as PNG: from above, or of the whole volume
 */
public record Nesting(
        List<Member> members, List<LeftOut> leftOut, double density, SizeMm extents, BlobRef content, BlobRef picture) {

    /** Copies the lists. */
    public Nesting {
        members = List.copyOf(members);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A part in its place, {@code x' = R x + t} from the frame of its model into that of the build volume.
     *
     * @param job the job of the part
     * @param serial the part
     * @param orderId its order
     * @param rotation nine numbers of a rotation matrix, row by row
     * @param translation three numbers, mm
     * @param at lower corner of the box around it, mm
     * @param size of that box, mm
     */
    public record Member(
            String job,
            String serial,
            String orderId,
            List<Double> rotation,
            List<Double> translation,
            SizeMm at,
            SizeMm size) {

        /** Copies the lists. */
        public Member {
            rotation = List.copyOf(rotation);
            translation = List.copyOf(translation);
        }
    }

    /** A job whose part has no place, and why. */
    public record LeftOut(String job, String why) {}
}
