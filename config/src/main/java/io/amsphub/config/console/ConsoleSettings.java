package io.amsphub.config.console;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the console listens and what it serves.
 *
 * @param host the address to bind, {@code 127.0.0.1} unless the console is to be reached from outside
 * @param port the port to bind; 0 takes a free one
 * @param webApp the directory {@code console} of the distribution ({@code config/target/console} in
 *     the build)
 * @param tls serves HTTPS instead of HTTP; null for HTTP
 * @param origins further origins that browsers reach the console by, such as
 *     {@code https://hub.example.org} of a reverse proxy; the bound host and the loopback names need
 *     not be listed
 * @param idle a session that is not used for this long ends
 */
public record ConsoleSettings(
        String host, int port, Path webApp, @Nullable ConsoleTls tls, Set<URI> origins, Duration idle) {

    /** Copies the set and checks that the idle time is at least one second. */
    public ConsoleSettings {
        origins = Set.copyOf(origins);
        if (idle.toSeconds() < 1) {
            throw new IllegalArgumentException("an idle time of " + idle + " ends each session at once");
        }
    }

    /** Returns settings for HTTP on {@code 127.0.0.1}, with sessions of half an hour. */
    public static ConsoleSettings loopback(int port, Path webApp) {
        return new ConsoleSettings("127.0.0.1", port, webApp, null, Set.of(), Duration.ofMinutes(30));
    }
}
