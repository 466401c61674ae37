package io.amsphub.processors.device;

import org.jspecify.annotations.Nullable;

/**
 * How the hub reaches a machine that does not come to the hub by itself. What a dialect needs of it is
 * said by the dialect.
 *
 * @param broker MQTT broker, {@code tcp://host:port} or {@code ssl://host:port}; null for the hub's own
 * @param topicRoot where its topics begin; null for {@code am/<centre>/<machine>}
 * @param url HTTP address, without a slash at the end; null where it has none
 * @param user who the hub signs in as, at the broker or at the machine; null where no name is asked for
 * @param secret the password of that user; never shown
 * @param apiKey the key of the machine's HTTP interface; never shown
 */
public record Connection(
        @Nullable String broker,
        @Nullable String topicRoot,
        @Nullable String url,
        @Nullable String user,
        @Nullable String secret,
        @Nullable String apiKey) {

    @Override
    public String toString() {
        return "Connection[broker=" + broker + ", topicRoot=" + topicRoot + ", url=" + url + ", user=" + user + "]";
    }
}
