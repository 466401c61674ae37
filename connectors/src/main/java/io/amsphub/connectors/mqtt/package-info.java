/**
 * MQTT brokers that are not the hub's own: one client for each, shared by the sessions of its machines.
 */
@NullMarked
package io.amsphub.connectors.mqtt;

import org.jspecify.annotations.NullMarked;
