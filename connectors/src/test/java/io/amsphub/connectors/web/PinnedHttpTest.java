package io.amsphub.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway") // the method before the tests sets the fields
class PinnedHttpTest {

    private static final TargetPolicy TRIAL = TargetPolicy.ofPartner(true, Ports.all(), Networks.of("127.0.0.0/8"));
    private static final byte[] BODY = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);

    private Receiver receiver;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    private PinnedHttp http(TargetGuard guard, SSLSocketFactory tls, Duration patience) {
        return new PinnedHttp(guard, tls, Duration.ofSeconds(2), patience, 100);
    }

    private HttpAnswer post(String url) throws HttpFailure {
        try (PinnedHttp http = http(
                new TargetGuard(TRIAL), (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofMillis(1500))) {
            return http.post(url, Map.of("Content-Type", "application/json"), BODY);
        }
    }

    private void fails(HttpFailure.Kind kind) {
        assertThatThrownBy(() -> post(receiver.url()))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    @Test
    void sendsExactlyTheBodyWithItsHeaders() throws HttpFailure {
        assertThat(post(receiver.url()).status()).isEqualTo(204);
        Receiver.Call call = receiver.calls().get(0);
        assertThat(call.line()).isEqualTo("POST /hooks?x=1 HTTP/1.1");
        assertThat(call.body()).isEqualTo("{\"a\":\"ü\"}");
        assertThat(call.headers())
                .containsEntry("host", "127.0.0.1:" + receiver.port())
                .containsEntry("content-type", "application/json")
                .containsEntry("connection", "close");
    }

    @Test
    void redirectionIsAnAnswerAndIsNotFollowed() throws HttpFailure {
        receiver.does(Receiver.says("302 Found", "Location: http://127.0.0.1:1/"));
        assertThat(post(receiver.url()).status()).isEqualTo(302);
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void bodyWithoutEndIsReadAsFarAsItIsWanted() throws HttpFailure {
        receiver.does((call, socket) -> {
            Receiver.write(socket, "HTTP/1.1 200 OK\r\n\r\n");
            while (!socket.isClosed()) {
                Receiver.write(socket, "x".repeat(10_000));
            }
        });
        assertThat(post(receiver.url()).excerpt()).isEqualTo("x".repeat(100));
    }

    @Test
    void bodyThatNeverComesDoesNotUndoTheStatus() throws HttpFailure {
        receiver.does((call, socket) -> {
            Receiver.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nfirst");
            receiver.hangs().answer(call, socket);
        });
        HttpAnswer answer = post(receiver.url());
        assertThat(answer.success()).isTrue();
        assertThat(answer.excerpt()).isEqualTo("first");
    }

    @Test
    void chunksAndInterimAnswersAreReadAndControlCharactersLeftOut() throws HttpFailure {
        receiver.does((call, socket) -> Receiver.write(
                socket,
                String.join(
                        "\r\n",
                        List.of(
                                "HTTP/1.1 103 Early Hints",
                                "Link: x",
                                "",
                                "HTTP/1.1 503 Busy",
                                "Retry-After: 7",
                                "Transfer-Encoding: chunked",
                                "",
                                "4",
                                "a\u0000b\u001b",
                                "3;x=y",
                                "cde",
                                "0",
                                "",
                                ""))));
        HttpAnswer answer = post(receiver.url());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.excerpt()).isEqualTo("abcde");
    }

    @Test
    void targetThatHangsIsGivenUp() {
        receiver.does(receiver.hangs());
        fails(HttpFailure.Kind.TIMEOUT);
    }

    @Test
    void targetThatDripsIsGivenUp() {
        receiver.does((call, socket) -> {
            Receiver.write(socket, "HTTP/1.1 200 OK\r\nX: ");
            while (!socket.isClosed()) {
                Receiver.write(socket, "x");
                try {
                    TimeUnit.MILLISECONDS.sleep(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
        fails(HttpFailure.Kind.TIMEOUT);
    }

    @Test
    void headersWithoutEndAreNoHttp() {
        receiver.does((call, socket) -> {
            Receiver.write(socket, "HTTP/1.1 200 OK\r\n");
            while (!socket.isClosed()) {
                Receiver.write(socket, "X: " + "x".repeat(1000) + "\r\n");
            }
        });
        fails(HttpFailure.Kind.PROTOCOL);
    }

    @Test
    void whatIsNoHttpIsNone() {
        receiver.does((call, socket) -> Receiver.write(socket, "SSH-2.0-OpenSSH_9.2\r\n"));
        fails(HttpFailure.Kind.PROTOCOL);
        receiver.does((call, socket) -> socket.close());
        fails(HttpFailure.Kind.BROKEN);
    }

    @Test
    void nobodyThereIsNoConnection() throws IOException {
        receiver.close();
        fails(HttpFailure.Kind.CONNECT);
    }

    @Test
    void nameIsAskedForOnceAndTheCallGoesWhereItLedThen() throws HttpFailure {
        TargetGuard rebinding = new TargetGuard(TRIAL, host -> {
            asked.add(host);
            String address = asked.size() == 1 ? "127.0.0.1" : "127.0.0.2";
            return new InetAddress[] {InetAddress.getByName(address)};
        });
        try (PinnedHttp http =
                http(rebinding, (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(5))) {
            String url = "http://hooks.example:" + receiver.port() + "/";
            assertThat(http.post(url, Map.of(), BODY).status()).isEqualTo(204);
            assertThat(asked).containsExactly("hooks.example");
            assertThat(receiver.calls().get(0).headers()).containsEntry("host", "hooks.example:" + receiver.port());
        }
    }

    @Test
    void nameThatLeadsInsideAfterwardsIsRefusedAtTheCall() {
        TargetGuard rebinding = new TargetGuard(TargetPolicy.ofPartner(true, Ports.all(), Networks.of()), host ->
                new InetAddress[] {InetAddress.getByName(asked.isEmpty() ? "93.184.216.34" : "127.0.0.1")});
        try (PinnedHttp http =
                http(rebinding, (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(5))) {
            String url = "http://hooks.example:" + receiver.port() + "/";
            assertThat(rebinding.look(url).port()).isEqualTo(receiver.port());
            asked.add("registered");
            assertThatThrownBy(() -> http.post(url, Map.of(), BODY))
                    .isInstanceOfSatisfying(
                            HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.REFUSED));
            assertThat(receiver.calls()).isEmpty();
        } catch (HttpFailure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void certificateHasToBeThatOfTheName(@TempDir Path directory) throws Exception {
        SSLContext tls = selfSigned(directory, "hooks.example");
        ServerSocket server = tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TargetGuard guard = new TargetGuard(TRIAL, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        try (Receiver secure = new Receiver(server);
                PinnedHttp trusting = http(guard, tls.getSocketFactory(), Duration.ofSeconds(10));
                PinnedHttp usual =
                        http(guard, (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(10))) {
            String right = "https://hooks.example:" + secure.port() + "/";
            assertThat(trusting.post(right, Map.of(), BODY).status()).isEqualTo(204);
            assertTls(trusting, "https://other.example:" + secure.port() + "/");
            assertTls(usual, right);
            assertThat(secure.calls()).hasSize(1);
            assertTls(trusting, "https://hooks.example:" + receiver.port() + "/");
        }
    }

    private static void assertTls(PinnedHttp http, String url) {
        assertThatThrownBy(() -> http.post(url, Map.of(), BODY))
                .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.kind())
                        .as(e.getMessage())
                        .isIn(HttpFailure.Kind.TLS, HttpFailure.Kind.TIMEOUT));
    }

    /** A certificate made by the JDK's own tool, and a context that has and trusts it. */
    private static SSLContext selfSigned(Path directory, String name) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hub", keys.getCertificate("hub"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
