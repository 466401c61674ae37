package io.amsphub.processors.scan;

import org.jspecify.annotations.Nullable;

/** What a scanner says. */
public sealed interface ScannerMessage {

    /** Returns the id of the scanner. */
    String scanner();

    /** What it does now; also its last will. */
    record State(String scanner, ScannerState state) implements ScannerMessage {}

    /** Whether it will do what it was told. */
    record Acknowledgement(
            String scanner,
            String cmdId,
            boolean accepted,
            @Nullable String reason) implements ScannerMessage {}

    /** A scan is done. */
    record Completed(String scanner, ClaimCheck claim) implements ScannerMessage {}
}
