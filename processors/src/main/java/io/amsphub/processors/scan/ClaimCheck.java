package io.amsphub.processors.scan;

import org.jspecify.annotations.Nullable;

/**
 * What a scanner says of a scan that is done; never the points themselves.
 *
 * @param scanId the scanner's id of the scan
 * @param cmdId the command that it answers; null when nobody asked
 * @param workOrder the order; null when it is not known
 * @param partSerial the part; null when it is not known
 * @param uri where the file is, for people; the hub does not fetch it
 * @param sha256 of the file, lower-case hex
 * @param bytes of the file
 * @param format of the file
 * @param units that its coordinates are in
 * @param points how many it has; null when it is not said
 * @param frame {@code part} when coordinates are those of the design; anything else is a frame of the scanner
 * @param calibrationId the calibration that was in force
 * @param accuracyUm what the scanner may be wrong by, µm
 * @param operator who scanned
 * @param started when, by the scanner's clock, as it came
 * @param ended when, by the scanner's clock, as it came
 */
public record ClaimCheck(
        String scanId,
        @Nullable String cmdId,
        @Nullable String workOrder,
        @Nullable String partSerial,
        String uri,
        String sha256,
        long bytes,
        ScanFormat format,
        String units,
        @Nullable Long points,
        @Nullable String frame,
        @Nullable String calibrationId,
        @Nullable Double accuracyUm,
        @Nullable String operator,
        @Nullable String started,
        @Nullable String ended) {

    /** The frame of a scan that lies where the design lies. */
    public static final String PART_FRAME = "part";

    /** Returns whether the scan lies in the frame of the part. */
    public boolean inPartFrame() {
        return PART_FRAME.equals(frame);
    }

    /** Returns the name of the file, as far as the address says it. */
    public String fileName() {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }
}
