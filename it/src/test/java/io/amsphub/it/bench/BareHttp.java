package io.amsphub.it.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The program: Vert.x without the hub. Answers each GET with the same bytes, and pipes what is sent to it into a file. */
public final class BareHttp {

    private BareHttp() {}

    /** Runs until it is killed; the arguments are the port, the directory and the text that is answered. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        Buffer answer = Buffer.buffer(arguments[2]);
        Path file = Path.of(arguments[1]).resolve("received");
        vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.method().equals(HttpMethod.GET)) {
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(answer);
                    } else {
                        receive(vertx, request, file);
                    }
                })
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1");
    }

    private static void receive(Vertx vertx, HttpServerRequest request, Path file) {
        request.pause();
        vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setTruncateExisting(true))
                .onSuccess(opened -> piped(request, opened)
                        .compose(piped -> opened.flush())
                        .compose(flushed -> opened.close())
                        .compose(closed -> vertx.executeBlocking(() -> forced(file)))
                        .onComplete(ended -> request.response()
                                .setStatusCode(ended.succeeded() ? 204 : 500)
                                .end()));
    }

    /** As {@code Pipe} does, but looks once more after it has paused: a file that drains meanwhile would never resume it. */
    private static Future<Void> piped(HttpServerRequest request, AsyncFile file) {
        request.handler(bytes -> {
            file.write(bytes);
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(drained -> request.resume());
                if (!file.writeQueueFull()) {
                    request.resume();
                }
            }
        });
        Future<Void> end = request.end();
        request.resume();
        return end;
    }

    private static Path forced(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return file;
    }
}
