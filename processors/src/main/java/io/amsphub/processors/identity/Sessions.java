package io.amsphub.processors.identity;

import io.amsphub.processors.production.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Who is signed in at the pages. A session ends after half an hour without a request, after twelve hours, when the person
 * signs out, and when somebody ends all sessions of the person. In memory: a restart signs everybody out. Thread safe.
 */
public final class Sessions {

    private static final int MOST = 10_000;
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Clock clock;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private volatile Consumer<String> elsewhere = name -> {};

    /** Sessions by a clock. */
    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Begins a session; returns its token, of which only a digest is kept. */
    public String begin(Principal who) {
        Instant now = clock.instant();
        if (sessions.size() >= MOST) {
            sessions.values().removeIf(session -> session.over(now));
        }
        String token = Secrets.newToken();
        sessions.put(Secrets.sha256(token), new Session(who, now, now));
        return token;
    }

    /** Returns whose session a token is of, without keeping it alive. */
    public Optional<Principal> look(String token) {
        return Optional.ofNullable(sessions.get(Secrets.sha256(token)))
                .filter(session -> !session.over(clock.instant()))
                .map(Session::who);
    }

    /** Returns whose session a token is of, and keeps it alive. */
    public Optional<Principal> find(String token) {
        Instant now = clock.instant();
        Session session = sessions.computeIfPresent(
                Secrets.sha256(token), (key, found) -> found.over(now) ? null : found.seen(now));
        return Optional.ofNullable(session).map(Session::who);
    }

    /** Ends a session. */
    public void end(String token) {
        sessions.remove(Secrets.sha256(token));
    }

    /** Has others told of each name whose sessions all end. */
    public void tellOf(Consumer<String> ended) {
        elsewhere = ended;
    }

    /** Ends all sessions of a name, at the other nodes, too. */
    public void endAll(String name) {
        endedElsewhere(name);
        elsewhere.accept(name);
    }

    /** Ends all sessions of a name here. */
    public void endedElsewhere(String name) {
        sessions.values().removeIf(session -> session.who().name().equals(name));
    }

    private record Session(Principal who, Instant began, Instant seen) {

        private boolean over(Instant now) {
            return now.isAfter(seen.plus(IDLE)) || now.isAfter(began.plus(LONGEST));
        }

        private Session seen(Instant now) {
            return new Session(who, began, now);
        }
    }
}
