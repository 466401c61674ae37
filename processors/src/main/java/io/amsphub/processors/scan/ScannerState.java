package io.amsphub.processors.scan;

/** What a scanner says that it does, in the words of the convention. */
public enum ScannerState {
    IDLE,
    CALIBRATING,
    SCANNING,
    PROCESSING,
    ERROR,
    /** Gone, by its own word or its last will; also before it was ever heard of. */
    OFFLINE
}
