package io.amsphub.processors.scan;

import java.time.Instant;

/**
 * What was decided about a part by a scan of it.
 *
 * @param released whether the part is released; otherwise it is made again
 * @param by who decided: a person, or the hub by the rule of the centre
 * @param reason why
 * @param at by the hub's clock
 */
public record ScanDecision(boolean released, String by, String reason, Instant at) {}
