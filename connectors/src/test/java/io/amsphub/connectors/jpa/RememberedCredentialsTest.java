package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of who may come in, and that a change is felt at once. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class RememberedCredentialsTest {

    private static final Principal MACHINE = new Principal("north/a", "north", Set.of(Role.DEVICE));

    @TempDir
    static Path directory;

    private static TestStore opened;

    private final Credentials credentials = opened.store.credentials();

    @BeforeAll
    static void open() {
        opened = new TestStore(directory);
    }

    @AfterAll
    static void close() throws Exception {
        opened.close();
    }

    private Optional<Principal> comesIn(String secret) {
        return credentials.byPassword(MACHINE.name(), secret.toCharArray());
    }

    @Test
    void secretIsKnownAndNoOther() {
        String secret = credentials.issue(MACHINE);
        assertThat(comesIn(secret)).contains(MACHINE);
        assertThat(comesIn(secret)).as("again").contains(MACHINE);
        assertThat(comesIn(secret + "x")).isEmpty();
        assertThat(credentials.byPassword("north/b", secret.toCharArray())).isEmpty();
        assertThat(credentials.byToken(secret)).contains(MACHINE);
    }

    @Test
    void newSecretEndsTheOldOneAtOnce() {
        String old = credentials.issue(MACHINE);
        assertThat(comesIn(old)).isPresent();
        String secret = credentials.issue(MACHINE);
        assertThat(comesIn(old)).isEmpty();
        assertThat(credentials.byToken(old)).isEmpty();
        assertThat(comesIn(secret)).isPresent();
    }

    @Test
    void whoIsRevokedStaysOutAtOnce() {
        String secret = credentials.issue(MACHINE);
        assertThat(comesIn(secret)).isPresent();
        credentials.revoke(MACHINE.name());
        assertThat(comesIn(secret)).isEmpty();
        assertThat(credentials.byToken(secret)).isEmpty();
    }

    @Test
    void credentialEndsWhenItIsSaidTo() {
        Instant end = Instant.now().plus(Duration.ofMillis(1500));
        Principal guest = new Principal("guest", "north", Set.of(Role.USER), new Grant(Set.of("*:read"), end));
        String secret = credentials.issue(guest);
        assertThat(credentials.byToken(secret)).hasValueSatisfying(who -> {
            assertThat(who.grant().scopes()).containsExactly("*:read");
            assertThat(who.grant().covers("orders", false)).isFalse();
        });
        await().atMost(Duration.ofSeconds(10))
                .until(() -> credentials.byToken(secret).isEmpty());
        assertThat(opened.store.unitOfWork().call(() -> opened.store
                        .credentialRegister()
                        .find("guest")
                        .map(known -> known.principal().grant().over(Instant.now()))))
                .contains(true);
    }

    @Test
    void whoListensIsToldOfAnEndOnlyWhenItIsCertain() {
        List<String> ended = new ArrayList<>();
        opened.store.credentials().whenEnded(ended::add);
        assertThatThrownBy(() -> opened.store.unitOfWork().run(() -> {
                    credentials.revoke("somebody");
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(ended).isEmpty();
        opened.store.unitOfWork().run(() -> credentials.revoke("somebody"));
        assertThat(ended).containsExactly("somebody");
    }

    @Test
    void lastUseIsKeptForThoseWhoCameIn() {
        String secret = credentials.issue(new Principal("user-of-late", "north", Set.of(Role.USER)));
        credentials.byToken(secret);
        credentials.byToken(secret);
        opened.store.keepLastUse();
        assertThat(opened.store.unitOfWork().call(() -> opened.store
                        .credentialRegister()
                        .page(new PageRequest(null, Map.of("role", "USER"), null, 500))
                        .items()))
                .filteredOn(known -> known.principal().name().equals("user-of-late"))
                .singleElement()
                .satisfies(known -> assertThat(known.lastUsedAt()).isNotNull());
    }

    @Test
    void lastUseOfManyIsThatOfEach() {
        Map<String, Instant> at = new TreeMap<>();
        for (int n = 0; n < 1_201; n++) {
            String name = String.format("many-%04d", n);
            credentials.issue(new Principal(name, "north", Set.of(Role.DEVICE)));
            at.put(name, Instant.parse("2026-11-03T10:00:00.700Z").plusSeconds(n % 2));
        }
        JpaCredentials register = (JpaCredentials) opened.store.credentialRegister();
        register.used(at);
        List<CredentialRegister.Known> known = new ArrayList<>();
        String after = "many-";
        while (after != null) {
            PageRequest next = new PageRequest(null, Map.of(), after, 500);
            Page<CredentialRegister.Known> page = opened.store.unitOfWork().call(() -> register.page(next));
            known.addAll(page.items());
            after = page.next();
        }
        assertThat(known)
                .filteredOn(one -> one.principal().name().startsWith("many-"))
                .hasSize(1_201)
                .allSatisfy(one -> assertThat(one.lastUsedAt())
                        .isEqualTo(at.get(one.principal().name()).truncatedTo(ChronoUnit.SECONDS)));
    }

    @Test
    void revocationThatIsUndoneIsNone() {
        String secret = credentials.issue(MACHINE);
        assertThatThrownBy(() -> opened.store.unitOfWork().run(() -> {
                    credentials.revoke(MACHINE.name());
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(comesIn(secret)).isPresent();
    }

    @Test
    void lookupThatAChangeOvertakesIsNotRemembered() {
        String secret = credentials.issue(MACHINE);
        Overtaken slow = new Overtaken(credentials);
        RememberedCredentials remembering = new RememberedCredentials(slow, Clock.systemUTC(), Duration.ofHours(1));
        slow.meanwhile = () -> remembering.revoke(MACHINE.name());
        assertThat(remembering.byPassword(MACHINE.name(), secret.toCharArray()))
                .as("it was right when it was looked up")
                .isPresent();
        slow.meanwhile = () -> {};
        assertThat(remembering.byPassword(MACHINE.name(), secret.toCharArray())).isEmpty();
    }

    /** Credentials in which something happens between the look and the answer. */
    private static final class Overtaken implements Credentials {

        private final Credentials credentials;
        private Runnable meanwhile = () -> {};

        private Overtaken(Credentials credentials) {
            this.credentials = credentials;
        }

        @Override
        public Optional<Principal> byToken(String token) {
            return credentials.byToken(token);
        }

        @Override
        public Optional<Principal> byPassword(String name, char[] password) {
            Optional<Principal> found = credentials.byPassword(name, password);
            meanwhile.run();
            return found;
        }

        @Override
        public String issue(Principal principal) {
            return credentials.issue(principal);
        }

        @Override
        public void revoke(String name) {
            credentials.revoke(name);
        }
    }
}
