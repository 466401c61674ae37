package io.amsphub.it.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The program: Vert.x without the hub. Answers each GET with the same bytes, and writes what is sent to it into a file. */
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

    /** Writes on the thread that reads: nothing has to wait for anything, so nothing can stall. */
    private static void receive(Vertx vertx, HttpServerRequest request, Path file) {
        FileChannel channel = opened(file);
        request.handler(bytes -> write(channel, bytes));
        request.end()
                .compose(ended -> vertx.executeBlocking(() -> forced(channel)))
                .onComplete(ended -> request.response()
                        .setStatusCode(ended.succeeded() ? 204 : 500)
                        .end());
    }

    private static FileChannel opened(Path file) {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel channel, Buffer bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes.getBytes());
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long forced(FileChannel channel) throws IOException {
        try (channel) {
            channel.force(true);
            return channel.size();
        }
    }
}
