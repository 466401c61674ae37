package io.amsphub.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The broker when it is a process of its own, as its hubs see it and as it sees itself.
 *
 * @param url where hubs reach it, by Artemis' CORE protocol; empty when the broker is in the process of the hub
 * @param mqtt where machines reach it, {@code tcp://host:port} or {@code ssl://host:port}; the live one listens
 * @param user the name by which hubs come in
 * @param password the secret that goes with it; empty for none
 * @param role what it is in its pair at first
 * @param store where it keeps messages; the same for both of a pair
 * @param host the address on which it hears hubs
 * @param port the port on which it hears hubs
 */
public record BrokerSettings(
        String url, List<String> mqtt, String user, String password, Role role, Path store, String host, int port) {

    /** What a broker is in its pair at first: whichever of two has the store serves, the other one waits. */
    public enum Role {
        /** Takes the store when nobody has it. */
        LIVE,
        /** Waits until the store is free, but does not go for it at first. */
        BACKUP
    }

    /** Copies the addresses. */
    public BrokerSettings {
        mqtt = List.copyOf(mqtt);
    }

    /** Returns whether the hub uses a broker that is a process of its own. */
    public boolean elsewhere() {
        return !url.isEmpty();
    }

    /** Says all but the secret. */
    @Override
    public String toString() {
        return "BrokerSettings[url=" + url + ", user=" + user + ", role=" + role + ", store=" + store + "]";
    }
}
