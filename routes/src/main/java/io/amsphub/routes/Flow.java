package io.amsphub.routes;

import java.util.List;

/**
 * The table of contents: every stage of the flow, in its order. The name of a stage is its queue and
 * the id of its route.
 *
 * <pre>
 * upload or compose -> detect -> correct -> (review, wrap) -> quote -> order -> dispatch -> print
 *   -> post-process -> inspect -> deliver
 * </pre>
 */
public final class Flow {

    /** Upload and all other requests come in through the operations of the API. */
    public static final String API = "api";

    /** Sliced files come in from slicers, past all stages up to dispatch. */
    public static final String SLICER_INTAKE = "slicer-intake";

    public static final String MESH_COMPOSE = "mesh-compose";
    public static final String CAD_CONVERT = "cad-convert";
    public static final String MESH_DETECT = "mesh-detect";
    public static final String MESH_CORRECT = "mesh-correct";
    public static final String MESH_WRAP = "mesh-wrap";
    public static final String MESH_MEASURE = "mesh-measure";
    public static final String QUOTE_PRICE = "quote-price";
    public static final String RFQ_SEND = "rfq-send";
    public static final String RFQ_TELL = "rfq-tell";
    public static final String RFQ_GATHER = "rfq-gather";
    public static final String ORDER_CONFIRM = "order-confirm";
    public static final String BUILD_NEST = "build-nest";
    public static final String BUILD_DISPATCH = "build-dispatch";
    public static final String BUILD_TRACK = "build-track";
    public static final String PRINT_CALIBRATE = "print-calibrate";
    public static final String PART_POST_PROCESS = "part-post-process";
    public static final String SCAN_RECORD = "scan-record";
    public static final String SCAN_EVALUATE = "scan-evaluate";
    public static final String PART_INSPECT = "part-inspect";
    public static final String ORDER_DELIVER = "order-deliver";
    public static final String ORDER_SETTLE = "order-settle";

    /** Where messages go that failed for good. */
    public static final String DEAD_LETTER = "dead-letter";

    public static final String DEAD_LETTER_KEEP = "dead-letter-keep";
    public static final String OUTBOX_RELAY = "outbox-relay";
    public static final String EVENT_SEQUENCE = "event-sequence";
    public static final String AUDIT_CHAIN = "audit-chain";
    public static final String DESIGN_DELETE = "design-delete";
    public static final String ROWS_PURGE = "rows-purge";
    public static final String FILES_PURGE = "files-purge";
    public static final String COMMAND_WATCH = "command-watch";
    public static final String WAIT_WATCH = "wait-watch";
    public static final String MACHINE_WATCH = "machine-watch";
    public static final String QUOTE_EXPIRE = "quote-expire";
    public static final String BUILD_GATHER = "build-gather";
    public static final String PAYMENT_WATCH = "payment-watch";
    public static final String RFQ_END = "rfq-end";
    public static final String RFQ_TELL_AGAIN = "rfq-tell-again";
    public static final String SCAN_COLLECT = "scan-collect";
    public static final String WEBHOOK_FAN_OUT = "webhook-fan-out";
    public static final String WEBHOOK_SEND = "webhook-send";
    public static final String ERP_TELL = "erp-tell";
    public static final String ERP_TAKE = "erp-take";
    public static final String ERP_COMPARE = "erp-compare";

    public static final String PARTNER_LISTEN = "partner-listen";
    public static final String PARTNER_TELL = "partner-tell";
    public static final String PARTNER_COLLECT = "partner-collect";
    public static final String PARTNER_VISIT = "partner-visit";

    /** What machines report, from any topic of theirs, gathered in one durable queue. */
    public static final String REPORTS_ADDRESS = "am.*.*.report.#";

    /** The queue on {@link #REPORTS_ADDRESS}. */
    public static final String REPORTS_QUEUE = "hub.reports";

    /** What scanners say, from any topic of theirs but their commands, gathered in one durable queue. */
    public static final String SCANNERS_ADDRESS = "amsp.v1.*.scanner.#";

    /** The queue on {@link #SCANNERS_ADDRESS}. */
    public static final String SCANNERS_QUEUE = "hub.scanners";

    /** The stages that have a queue of their name. */
    public static final List<String> QUEUES = List.of(
            MESH_COMPOSE,
            CAD_CONVERT,
            MESH_DETECT,
            MESH_CORRECT,
            MESH_WRAP,
            MESH_MEASURE,
            QUOTE_PRICE,
            RFQ_SEND,
            RFQ_TELL,
            RFQ_GATHER,
            ORDER_CONFIRM,
            BUILD_NEST,
            BUILD_DISPATCH,
            PRINT_CALIBRATE,
            PART_POST_PROCESS,
            SCAN_EVALUATE,
            PART_INSPECT,
            ORDER_DELIVER,
            ORDER_SETTLE);

    private Flow() {}
}
