package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL is taken away and comes back. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class DatabasePoolTest {

    private static final int CONNECTIONS = 3;
    private static final Duration SOON = Duration.ofSeconds(2);

    private static PostgresServer server;

    private DatabasePool pool;
    private JpaStore store;
    private UnitOfWork unit;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(PostgresServer.isInstalled()).isTrue();
        server = PostgresServer.create();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        open(server.url());
    }

    private void open(String url) {
        pool = new DatabasePool(url, PostgresServer.USER, "", CONNECTIONS, null);
        store = JpaStore.open(pool, Clock.systemUTC());
        unit = store.unitOfWork();
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    private long read() {
        return unit.call(() -> store.deadLetters().waiting());
    }

    private static Duration took(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void isRefused() {
        assertThatThrownBy(this::read).isInstanceOfSatisfying(DatabaseAwayException.class, e -> assertThat(
                        e.refusal().failureCode())
                .isEqualTo(FailureCode.DATABASE_AWAY));
    }

    private void comesBack() {
        assertThat(pool.state().await(Duration.ofSeconds(20))).isTrue();
        assertThatCode(this::read).doesNotThrowAnyException();
    }

    @Test
    void databaseThatWasStoppedIsToldSoonAndUsedWhenItIsBack() throws IOException {
        read();
        server.stopAtOnce();
        try {
            assertThat(took(this::isRefused)).isLessThan(SOON);
            await("a connection that was used just now is not looked at before it is given out")
                    .atMost(SOON)
                    .until(() -> {
                        isRefused();
                        return !pool.state().await(Duration.ZERO);
                    });
            assertThat(took(this::isRefused)).isLessThan(Duration.ofMillis(200));
        } finally {
            server.start();
        }
        comesBack();
    }

    @Test
    void manyWhoWantTheDatabaseThatWasKilledAreAllToldSoon() throws Exception {
        read();
        ExecutorService many = Executors.newFixedThreadPool(40);
        server.kill();
        try {
            List<CompletableFuture<Duration>> all = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> took(this::isRefused), many))
                    .toList();
            for (CompletableFuture<Duration> one : all) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isLessThan(SOON);
            }
        } finally {
            many.shutdown();
            server.start();
        }
        comesBack();
    }

    @Test
    void whatIsUnderWayWhenTheDatabaseGoesIsUndoneAndSaysSo() throws IOException {
        try {
            assertThatThrownBy(() -> unit.run(() -> {
                        store.deadLetters().waiting();
                        stopIt();
                        store.deadLetters().waiting();
                    }))
                    .isInstanceOf(DatabaseAwayException.class);
        } finally {
            server.start();
        }
        comesBack();
    }

    private static void stopIt() {
        try {
            server.stopAtOnce();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void hubThatFindsNoDatabaseSaysWhereItLooks() {
        try (DatabasePool nowhere = new DatabasePool("jdbc:postgresql://127.0.0.1:1/hub", "hub", "", 2, null)) {
            assertThatThrownBy(() -> JpaStore.open(nowhere, Clock.systemUTC()))
                    .isInstanceOfSatisfying(HubException.class, e -> {
                        assertThat(e.failureCode()).isEqualTo(FailureCode.DATABASE_AWAY);
                        assertThat(e.problem().detail()).contains("127.0.0.1:1");
                        assertThat(e.problem().remedy()).contains("hub.database.url");
                    });
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsNotWaitedForWithoutEnd() throws IOException {
        close();
        open(server.url() + "?socketTimeout=2&loginTimeout=2");
        read();
        server.freeze();
        try {
            assertThat(took(this::isRefused)).isLessThan(Duration.ofSeconds(3));
            await().atMost(Duration.ofSeconds(10)).until(() -> !pool.state().await(Duration.ZERO));
            assertThat(took(this::isRefused)).isLessThan(Duration.ofMillis(200));
        } finally {
            server.thaw();
        }
        comesBack();
    }
}
