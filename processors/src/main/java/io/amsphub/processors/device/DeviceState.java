package io.amsphub.processors.device;

/** The canonical states of an AM machine, whatever its dialect calls them. */
public enum DeviceState {
    OFFLINE,
    IDLE,
    NOT_READY,
    PREPARING,
    PRINTING,
    PAUSED,
    ATTENTION,
    FINISHED,
    CANCELLED,
    FAILED,
    UNKNOWN
}
