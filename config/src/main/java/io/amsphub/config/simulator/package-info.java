/**
 * Strict simulated printers that speak AMSP native, version 1, over a real MQTT 5 connection: a program of its own.
 *
 * <p>It is a second reading of {@code docs/native-protocol.md} and shares no code with the hub; nothing outside this
 * package tree may use it except tests. The machine's rules are in {@code machine} (pure), what survives a power cut
 * in {@code memory}, the MQTT session in {@code wire}, the payloads in {@code protocol}; this package puts them
 * together into printers and fleets.
 */
@NullMarked
package io.amsphub.config.simulator;

import org.jspecify.annotations.NullMarked;
