package io.amsphub.connectors.printer;

/** The machine said no: it has not done what it was told, and will not. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A refusal.
     *
     * @param code in the words of the native dialect: BUSY, PLATFORM_NOT_CLEAR, FILE_UNREACHABLE, ...
     * @param reason what the machine said
     */
    Refused(String code, String reason) {
        super(reason);
        this.code = code;
    }

    String code() {
        return code;
    }
}
