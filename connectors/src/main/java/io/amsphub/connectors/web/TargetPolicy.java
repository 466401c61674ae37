package io.amsphub.connectors.web;

/**
 * Where calls may lead.
 *
 * @param plain whether HTTP without TLS is allowed
 * @param ports the ports that may be called
 * @param inside whether addresses inside the network may be called
 * @param allowed addresses that may be called although they are inside
 */
public record TargetPolicy(boolean plain, Ports ports, boolean inside, Networks allowed) {

    /** What the operator names: machines inside are what most of it is about. */
    public static TargetPolicy ofOperator() {
        return new TargetPolicy(true, Ports.all(), true, Networks.of());
    }

    /** What a partner names. */
    public static TargetPolicy ofPartner(boolean plain, Ports ports, Networks allowed) {
        return new TargetPolicy(plain, ports, false, allowed);
    }
}
