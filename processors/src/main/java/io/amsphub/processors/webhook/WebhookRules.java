package io.amsphub.processors.webhook;

import java.time.Duration;

/**
 * What the owner of the hub has set for webhooks.
 *
 * @param schedule when calls that failed are made again
 * @param secretOverlap how long an old secret goes on signing after a rotation, unless the partner says otherwise
 * @param disableAfter how long a target may fail before it is given up
 * @param retention how long deliveries are kept
 * @param perOrganisation how many subscriptions an organisation may have
 */
public record WebhookRules(
        RetrySchedule schedule,
        Duration secretOverlap,
        Duration disableAfter,
        Duration retention,
        int perOrganisation) {}
