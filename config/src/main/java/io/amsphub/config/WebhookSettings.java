package io.amsphub.config;

import io.amsphub.connectors.web.Networks;
import io.amsphub.connectors.web.Ports;
import io.amsphub.connectors.web.TargetPolicy;
import io.amsphub.processors.webhook.RetrySchedule;
import io.amsphub.processors.webhook.WebhookRules;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How partners are called.
 *
 * @param targets where calls may lead
 * @param timeout how long a call may take
 * @param parallel how many calls are made at a time for one organisation
 * @param rules the rest
 */
public record WebhookSettings(TargetPolicy targets, Duration timeout, int parallel, WebhookRules rules) {

    static final Setting ALLOW_HTTP = new Setting(
            "hub.webhook.allow-http", "false", "whether partners may be called over HTTP without TLS (for trials)");
    static final Setting PORTS = new Setting(
            "hub.webhook.ports", "443,8443", "the ports that partners may be called at; a list, with ranges");
    static final Setting ALLOWED_NETWORKS = new Setting(
            "hub.webhook.allowed-networks",
            "",
            "addresses inside the network that partners may name nevertheless; a list, in CIDR notation");
    static final Setting TIMEOUT =
            new Setting("hub.webhook.timeout", "PT20S", "how long the call of a partner may take");
    static final Setting PARALLEL = new Setting(
            "hub.webhook.parallel", "4", "how many calls are made at a time for the webhooks of one organisation");
    static final Setting RETRY = new Setting(
            "hub.webhook.retry",
            "PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
            "the delays after which a call that failed is made again");
    static final Setting SECRET_OVERLAP = new Setting(
            "hub.webhook.secret-overlap", "PT24H", "how long an old secret goes on signing after a rotation");
    static final Setting DISABLE_AFTER = new Setting(
            "hub.webhook.disable-after", "P3D", "how long no call may succeed before a webhook is disabled");
    static final Setting RETENTION =
            new Setting("hub.webhook.retention", "P30D", "how long deliveries of webhooks are kept");
    static final Setting PER_ORGANISATION =
            new Setting("hub.webhook.per-organisation", "20", "how many webhooks an organisation may have");

    static WebhookSettings read(SettingsReader reader) {
        return new WebhookSettings(
                TargetPolicy.ofPartner(
                        reader.flag(ALLOW_HTTP),
                        reader.read(PORTS, "a list such as 443,8000-8999", Ports::parse),
                        reader.read(ALLOWED_NETWORKS, "a list such as 10.1.0.0/16,192.0.2.7", Networks::parse)),
                reader.duration(TIMEOUT),
                reader.count(PARALLEL, 1, 100),
                new WebhookRules(
                        reader.read(RETRY, "a list of ISO 8601 durations such as PT5S,PT5M", WebhookSettings::schedule),
                        reader.duration(SECRET_OVERLAP),
                        reader.duration(DISABLE_AFTER),
                        reader.duration(RETENTION),
                        reader.count(PER_ORGANISATION, 1, 10_000)));
    }

    private static RetrySchedule schedule(String list) {
        return new RetrySchedule(Stream.of(list.split(",", -1))
                .map(String::trim)
                .map(Duration::parse)
                .toList());
    }
}
