package io.amsphub.config.simulator;

import io.amsphub.config.simulator.machine.FileCheck;
import io.amsphub.config.simulator.protocol.PrintFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Downloads print files, all of them and without keeping any: a simulated printer has no use for the bytes once their
 * number and SHA-256 are known. Constant memory; no redirects, since the authorization is for one server.
 */
public final class FileFetcher {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final int WHOLE_TIMEOUT_S = 300;
    private static final int OK = 200;

    private final HttpClient http;

    /** A fetcher whose transfers run on an executor. */
    public FileFetcher(Executor executor) {
        http = HttpClient.newBuilder()
                .executor(executor)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** A download; {@link #check} never fails but says what went wrong. */
    public static final class Download {
        private final CompletableFuture<HttpResponse<FileCheck>> response;
        private final CompletableFuture<FileCheck> check;

        private Download(CompletableFuture<HttpResponse<FileCheck>> response) {
            this.response = response;
            this.check = response.thenApply(HttpResponse::body)
                    .orTimeout(WHOLE_TIMEOUT_S, TimeUnit.SECONDS)
                    .exceptionally(e -> FileCheck.unreachable(rootMessage(e)))
                    .whenComplete((done, never) -> response.cancel(true));
        }

        /** Returns what comes of it. */
        public CompletableFuture<FileCheck> check() {
            return check;
        }

        /** Stops it. */
        public void abandon() {
            response.cancel(true);
        }

        private static String rootMessage(Throwable e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        }
    }

    /** Begins to fetch a file. */
    public Download fetch(PrintFile file) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(file.uri()).timeout(ANSWER_TIMEOUT).GET();
        String authorization = file.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return new Download(http.sendAsync(
                request.build(),
                answer -> answer.statusCode() == OK
                        ? new Checker(file)
                        : HttpResponse.BodySubscribers.replacing(
                                FileCheck.unreachable("HTTP status " + answer.statusCode()))));
    }

    /** Counts and digests a body as it comes; stops the transfer when it is longer than announced. */
    private static final class Checker implements HttpResponse.BodySubscriber<FileCheck> {
        private final PrintFile file;
        private final MessageDigest digest = sha256();
        private final CompletableFuture<FileCheck> result = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;
        private long bytes;

        Checker(PrintFile file) {
            this.file = file;
        }

        @Override
        public CompletionStage<FileCheck> getBody() {
            return result;
        }

        @Override
        public void onSubscribe(Flow.Subscription offered) {
            subscription = offered;
            offered.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                bytes += buffer.remaining();
                digest.update(buffer);
            }
            Flow.Subscription from = subscription;
            if (from != null && bytes <= file.bytes()) {
                from.request(1);
            } else if (from != null) {
                from.cancel();
                result.complete(FileCheck.mismatch("longer than the announced " + file.bytes() + " bytes"));
            }
        }

        @Override
        public void onError(Throwable cause) {
            result.complete(FileCheck.unreachable("broke off after " + bytes + " bytes: " + cause.getMessage()));
        }

        @Override
        public void onComplete() {
            String found = HexFormat.of().formatHex(digest.digest());
            if (bytes != file.bytes()) {
                result.complete(FileCheck.mismatch(bytes + " bytes instead of " + file.bytes()));
            } else if (!found.equals(file.sha256())) {
                result.complete(FileCheck.mismatch("SHA-256 is " + found));
            } else {
                result.complete(FileCheck.good());
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
