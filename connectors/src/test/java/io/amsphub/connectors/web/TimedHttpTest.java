package io.amsphub.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("NullAway") // the method before the tests sets the fields
class TimedHttpTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    private TimedHttp.Answer ask(int most) throws IOException, InterruptedException {
        return TimedHttp.send(client, request(), most);
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(receiver.url())).timeout(SHORT).build();
    }

    @Test
    void anAnswerIsReadAsAWhole() throws Exception {
        receiver.does((call, socket) -> Receiver.write(socket, HEAD + "0123456789"));
        TimedHttp.Answer answer = ask(100);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-length")).hasValue("10");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("0123456789");
    }

    @Test
    void noMoreIsReadThanIsWanted() throws Exception {
        receiver.does(receiver.saysAndHangs(HEAD + "0123"));
        assertThat(new String(ask(4).body(), StandardCharsets.UTF_8)).isEqualTo("0123");
    }

    @Test
    void anAnswerThatBeginsAndDoesNotEndIsLate() {
        for (String beginning : List.of(HEAD, HEAD + "0123", "")) {
            receiver.does(receiver.saysAndHangs(beginning));
            assertThatThrownBy(() -> ask(100)).as(beginning).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void anAnswerThatDripsIsLate() {
        receiver.does((call, socket) -> {
            Receiver.write(socket, HEAD);
            while (isWaitedFor(socket)) {
                Receiver.write(socket, ".");
            }
        });
        assertThatThrownBy(() -> ask(100)).isInstanceOf(HttpTimeoutException.class);
    }

    /** Returns after a while whether the caller is still there. */
    private static boolean isWaitedFor(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotLate() {
        receiver.does((call, socket) -> Receiver.write(socket, HEAD + "0123"));
        assertThatThrownBy(() -> ask(100)).isInstanceOf(IOException.class).isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aRequestWithoutATimeoutIsAFault() {
        assertThatThrownBy(() -> TimedHttp.send(
                        client,
                        HttpRequest.newBuilder(URI.create(receiver.url())).build(),
                        1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
