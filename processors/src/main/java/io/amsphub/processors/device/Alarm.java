package io.amsphub.processors.device;

import java.time.Instant;

/**
 * Something about a machine that a person should know.
 *
 * @param code stable, from the machine or the hub
 * @param severity how bad it is
 * @param message what it is
 * @param remedy what to do
 * @param at by the hub's clock
 */
public record Alarm(String code, Severity severity, String message, String remedy, Instant at) {}
