package io.amsphub.processors.failure;

/**
 * The stable codes of what can go wrong, each with its HTTP status and a title.
 *
 * <p>A code never changes its meaning and is never given twice; clients may branch on it. The text
 * that goes with it says what happened, where in the input, and what to do, and may change.
 */
public enum FailureCode {
    MALFORMED_REQUEST("AMSP-1001", 400, "The request is malformed"),
    CONTRACT_VIOLATED("AMSP-1002", 400, "The request does not match the API contract"),
    UNAUTHENTICATED("AMSP-1003", 401, "Credentials are missing or wrong"),
    FORBIDDEN("AMSP-1004", 403, "The credentials do not allow this"),
    NOT_FOUND("AMSP-1005", 404, "There is no such resource"),
    METHOD_NOT_ALLOWED("AMSP-1006", 405, "The resource does not have this method"),
    STALE_VERSION("AMSP-1007", 412, "The resource has changed since it was read"),
    UNSUPPORTED_MEDIA_TYPE("AMSP-1008", 415, "The media type is not accepted here"),
    PAYLOAD_TOO_LARGE("AMSP-1009", 413, "The body is larger than the limit"),
    IDEMPOTENCY_MISMATCH("AMSP-1010", 422, "The idempotency key was used for another request"),
    CONCURRENT_CHANGE("AMSP-1011", 409, "Somebody else changed the resource at the same moment"),
    TOO_BUSY("AMSP-1012", 503, "The hub cannot take this on at the moment"),
    SLOW_CLIENT("AMSP-1013", 408, "The body did not arrive in time"),
    QUOTA_EXCEEDED("AMSP-1014", 429, "The quota of the partner is used up"),
    TOO_MANY_FAILED_LOGINS("AMSP-1015", 429, "Too many wrong secrets came"),
    BACKUP_NOT_MADE("AMSP-1016", 409, "The backup was not made"),
    DATABASE_NEWER("AMSP-1017", 500, "The database is that of a newer hub"),
    DATABASE_SCHEMA("AMSP-1018", 500, "The database could not be brought up to date"),
    DATABASE_AWAY("AMSP-1019", 503, "The database cannot be reached"),
    BROKER_AWAY("AMSP-1020", 503, "The broker cannot be reached"),
    CONTENTS_AWAY("AMSP-1022", 503, "The store of contents cannot be reached"),
    CONTENTS_UNUSABLE("AMSP-1023", 500, "The store of contents cannot be used"),
    STORAGE_FULL("AMSP-1024", 507, "There is no room to keep this"),
    STARTING("AMSP-1025", 503, "The hub begins or ends"),
    NODES_APART("AMSP-1031", 409, "The nodes do not work with one broker"),
    NODE_NAME_TAKEN("AMSP-1032", 409, "Another node has this name"),
    LEASE_LOST("AMSP-1033", 503, "Another node does this by now"),
    INTERNAL("AMSP-1099", 500, "The hub failed"),

    UPLOAD_OFFSET("AMSP-2001", 409, "The upload continues at another offset"),
    UPLOAD_DIGEST("AMSP-2002", 422, "The content does not have the announced SHA-256"),
    UPLOAD_CLOSED("AMSP-2003", 409, "The upload is complete or cancelled"),
    UPLOAD_LENGTH("AMSP-2004", 422, "The content is longer than announced"),
    NOT_A_MODEL("AMSP-2101", 422, "The file is not a 3D model that the hub reads"),
    MODEL_UNREADABLE("AMSP-2102", 422, "The model file is damaged"),
    MODEL_EMPTY("AMSP-2103", 422, "The model has no facets"),
    MODEL_TOO_LARGE("AMSP-2104", 422, "The model needs more memory than the hub has for it"),
    MODEL_NOT_SOLID("AMSP-2105", 422, "The model could not be made a solid"),
    MODEL_NOT_READY("AMSP-2106", 409, "The design revision is not ready for this"),
    CORRECTION_REFUSED("AMSP-2107", 422, "The correction was not accepted"),
    RECIPE_INVALID("AMSP-2108", 422, "The recipe has a value that is not possible"),
    COMPOSITION_FAILED("AMSP-2109", 422, "The recipe does not give a solid"),
    WRAP_NOT_OFFERED("AMSP-2110", 409, "A wrap is not on offer for this revision"),
    CONTENT_DELETED("AMSP-2111", 410, "The content was deleted"),
    CONTENT_DAMAGED("AMSP-2112", 500, "The content is damaged"),
    NOT_MARKABLE("AMSP-2113", 422, "The model cannot hold the mark that its licence asks for"),

    CAD_UNREADABLE("AMSP-2201", 422, "The CAD file cannot be read"),
    CAD_EMPTY("AMSP-2202", 422, "The CAD file holds no solid and no surface"),
    CAD_LIMIT("AMSP-2203", 422, "The CAD file cannot be converted within the limits"),
    CAD_NOT_AVAILABLE("AMSP-2204", 422, "Nothing is installed here that reads this CAD format"),
    CAD_NOT_ALLOWED("AMSP-2205", 422, "The program does what a design may not"),
    CAD_PARAMETER("AMSP-2206", 422, "A parameter of the design is not valid"),

    QUOTE_EXPIRED("AMSP-3001", 409, "The quote has expired"),
    QUOTE_NOT_PRICED("AMSP-3002", 409, "The quote has no price yet"),
    NO_CAPABLE_CENTRE("AMSP-3003", 422, "No AM centre can make this"),
    DOES_NOT_FIT("AMSP-3004", 422, "The part does not fit any build volume on offer"),
    QUOTE_USED("AMSP-3005", 409, "The quote has been ordered already"),
    CURRENCY_UNKNOWN("AMSP-3006", 422, "There is no exchange rate for the currency"),
    NOT_MEASURABLE("AMSP-3007", 422, "The part cannot be measured for this kind of machine"),
    QUOTE_NOT_IN_REVIEW("AMSP-3008", 409, "Nobody has to decide about the quote"),
    QUOTE_DECLINED("AMSP-3009", 422, "There is no offer for this"),
    FIGURES_IMPOSSIBLE("AMSP-3010", 422, "No body has such figures"),
    RFQ_CLOSED("AMSP-3101", 409, "The request for quotation is closed"),
    RFQ_ANSWERED("AMSP-3102", 409, "The AM centre has answered already"),
    RFQ_TOKEN("AMSP-3103", 401, "The token of the answer is not valid"),
    OFFER_INVALID("AMSP-3104", 422, "The offer cannot be"),
    NO_OFFER("AMSP-3105", 409, "There is no such offer to choose"),

    ILLEGAL_TRANSITION("AMSP-4001", 409, "The state does not allow this"),
    REPRINT_LIMIT("AMSP-4002", 409, "The part failed as often as the limit allows"),
    PRINT_FAILED("AMSP-4003", 500, "The machine reported a failed print"),
    NOT_NESTABLE("AMSP-4101", 422, "The parts cannot be made in one build"),
    BUILD_OVERTAKEN("AMSP-4102", 409, "A part of the build has gone its own way"),

    NO_FITTING_MACHINE("AMSP-4010", 422, "No machine there can make the job"),
    NOT_IN_ONE_QUEUE("AMSP-4011", 409, "The jobs do not wait in one queue at one priority"),
    LICENCE_FORBIDS("AMSP-4012", 422, "The licence of the design does not allow this centre"),
    CENTRE_WITHOUT_KEY("AMSP-4013", 409, "The AM centre has no key to encrypt for"),
    CENTRE_KEY_INVALID("AMSP-4014", 422, "This is no key that can be encrypted for"),

    ORDER_ON_HOLD("AMSP-4201", 409, "The order is on hold"),
    NOT_CANCELLABLE("AMSP-4202", 409, "A part cannot be cancelled any more"),
    CHANGE_NOT_POSSIBLE("AMSP-4203", 409, "The order cannot be changed so"),
    CHANGE_OVERTAKEN("AMSP-4204", 409, "The order has changed since the change was proposed"),
    NOT_DELIVERABLE("AMSP-4205", 409, "A part cannot be handed over"),
    COMPLAINT_DECIDED("AMSP-4206", 409, "The complaint has been decided"),
    NOT_THE_CUSTOMER("AMSP-4207", 403, "This is for the customer to say"),
    FOUR_EYES("AMSP-4208", 403, "Who ordered cannot approve"),
    BUDGET_EXCEEDED("AMSP-4209", 409, "The cost centre does not cover the order"),
    REFUND_TOO_LARGE("AMSP-4210", 422, "More than is owed cannot be refunded"),
    PAYMENT_REFUSED("AMSP-4301", 409, "The payment provider refused"),
    PAYMENT_UNREACHABLE("AMSP-4302", 503, "The payment provider was not reached"),
    WEBHOOK_FORGED("AMSP-4303", 401, "The webhook is not from the payment provider"),
    WEBHOOK_STALE("AMSP-4304", 401, "The webhook is too old or from the future"),
    PAYMENT_MISMATCH("AMSP-4305", 422, "The webhook does not fit the payment"),

    UNKNOWN_DEVICE("AMSP-5001", 422, "The message comes from a device that is not registered"),
    INVALID_REPORT("AMSP-5002", 422, "The device's message is not a report that the hub understands"),
    REPORT_TOO_LARGE("AMSP-5003", 413, "The device's message is larger than the limit"),
    PLATFORM_OCCUPIED("AMSP-5004", 409, "The build platform has not been declared clear"),
    COMMAND_REFUSED("AMSP-5005", 409, "The device refused the command"),
    UNKNOWN_DIALECT("AMSP-5006", 422, "The hub does not speak that dialect"),
    CONNECTION_INCOMPLETE("AMSP-5007", 422, "The dialect needs more to reach the device"),
    FILE_NOT_MADE("AMSP-5008", 422, "The file that the device wants could not be made"),
    CAMERA_SILENT("AMSP-5020", 502, "The camera of the device gives no picture"),
    SLICED_FORMAT("AMSP-5101", 415, "The file is not a sliced file that machines are sent"),
    NO_PRINT_TARGET("AMSP-5102", 409, "It is not known which machines are to print this"),
    NOT_PRINTING("AMSP-5103", 409, "Nothing is being printed that this could be about"),

    SCAN_MISMATCH("AMSP-6001", 422, "The file is not the scan that was announced"),
    SCAN_NOT_DECIDABLE("AMSP-6002", 409, "Nothing can be decided by this scan"),
    SCANNER_NOT_USABLE("AMSP-6003", 409, "The scanner cannot be asked for a scan"),

    WEBHOOK_TARGET("AMSP-8101", 422, "The address may not be called"),
    WEBHOOK_LIMIT("AMSP-8102", 409, "The organisation has as many webhooks as it may"),
    WEBHOOK_NOT_ACTIVE("AMSP-8103", 409, "The webhook is not active"),

    ERP_UNREACHABLE("AMSP-7301", 503, "The ERP cannot be reached"),
    ERP_LOGIN("AMSP-7302", 503, "The ERP does not let the hub in"),
    ERP_REFUSED("AMSP-7303", 502, "The ERP refuses this"),
    ERP_UNINTELLIGIBLE("AMSP-7304", 502, "The ERP's answer has no meaning for the hub"),
    ERP_SALE_NOT_TAKEN("AMSP-7305", 422, "The sale of the ERP cannot be an order of the hub"),
    ERP_DIFFERENCE("AMSP-7306", 409, "Hub and ERP differ"),
    ERP_BROKEN("AMSP-7307", 503, "The ERP fails at what it is asked"),
    BUSINESS_DOCUMENT("AMSP-7310", 422, "The business document is not valid"),

    PASSWORD_WEAK("AMSP-9101", 422, "The password is too easy to guess"),
    CODE_NEEDED("AMSP-9102", 401, "A code of the second factor is needed"),
    NAME_TAKEN("AMSP-9103", 409, "Somebody has this name already"),
    SECOND_FACTOR("AMSP-9104", 409, "The second factor is not in the state for this"),
    CROSS_SITE("AMSP-9105", 403, "The request comes from a page of another site"),
    PERSON_NEEDED("AMSP-9106", 409, "Something that is under way needs the person"),

    COMMAND_MALFORMED("AMSP-7101", 400, "The message is no command"),
    COMMAND_UNKNOWN("AMSP-7102", 404, "There is no such command"),
    NOT_MAPPABLE("AMSP-7103", 422, "The document cannot be made a command"),
    DROP_REFUSED("AMSP-7104", 422, "What was dropped cannot be taken"),
    PARTNER_NOT_USABLE("AMSP-7105", 409, "The partner cannot be used");

    private final String code;
    private final int status;
    private final String title;

    FailureCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** Returns the stable code, for example {@code AMSP-2101}. */
    public String code() {
        return code;
    }

    /** Returns whether a message is to blame for what it says, so that trying it again cannot help. */
    public boolean invalidContent() {
        return this == UNKNOWN_DEVICE || this == INVALID_REPORT || this == REPORT_TOO_LARGE;
    }

    /** Returns the HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    /** Returns the short text that is the same for every occurrence. */
    public String title() {
        return title;
    }
}
