package io.amsphub.config.http;

import io.amsphub.config.tls.HubTls;
import io.amsphub.config.tls.TlsPolicy;
import io.amsphub.config.tls.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of the API: Camel's platform HTTP on a Vert.x server with limits of our own. Header
 * sizes are bounded, idle connections are closed, and a body is pulled by whoever reads it, so that a
 * slow reader slows its sender and not the hub.
 */
public final class ApiServer extends VertxPlatformHttpServer {

    private static final int WORKERS = 128;

    /** It also ends a call that takes long after all of it has come: a model of gigabytes is sealed then. */
    private static final int IDLE_S = 180;

    private static final int HEADER_BYTES = 16 << 10;
    private static final int INITIAL_LINE_BYTES = 8 << 10;
    private static final int STOP_S = 10;

    private final VertxPlatformHttpServerConfiguration settings;
    private final @Nullable HubTls tls;
    private final TlsSettings transport;
    private final Duration refusalsEach;
    private final HttpRefusals.Entries refused;
    private final List<Map.Entry<String, Handler<RoutingContext>>> handlers = new ArrayList<>();
    private @Nullable DirectAnswers direct;
    private @Nullable Vertx vertx;
    private @Nullable HttpServer httpServer;

    /**
     * A server of a host and a port; port 0 takes a free one.
     *
     * @param tls with which it speaks HTTPS; null for HTTP
     * @param transport whether browsers are told to come over TLS only, and whether a proxy says where requests come from
     * @param refusalsEach how long that is gathered
     * @param refused hears of what was refused before the API heard of it
     */
    public ApiServer(
            VertxPlatformHttpServerConfiguration settings,
            @Nullable HubTls tls,
            TlsSettings transport,
            Duration refusalsEach,
            HttpRefusals.Entries refused) {
        super(settings);
        this.settings = settings;
        this.tls = tls;
        this.transport = transport;
        this.refusalsEach = refusalsEach;
        this.refused = refused;
    }

    /** Adds a handler in front of Camel, after those that were added before; it may pass a request on. */
    public void handle(String path, Handler<RoutingContext> handler) {
        handlers.add(Map.entry(path, handler));
    }

    /** Has requests answered before any handler hears of them, when that can be done at once. */
    public void answer(DirectAnswers answers) {
        direct = answers;
    }

    @Override
    protected void doInit() {
        // nothing to look up: the server brings its own Vert.x
    }

    @Override
    protected void doStart() {
        Vertx created = Vertx.vertx(new VertxOptions().setWorkerPoolSize(WORKERS));
        vertx = created;
        HttpRefusals refusals = new HttpRefusals(created, refusalsEach, refused);
        SlowClients slow = new SlowClients(created, refusals);
        Router router = Router.router(created);
        router.route().handler(slow);
        SecurityHeaders headers = new SecurityHeaders(transport.mode() == TlsSettings.Mode.ON);
        router.route().handler(headers);
        router.route().handler(new ClientAddress(transport.behindProxy()));
        router.route().handler(refusals);
        router.route("/api/*").handler(new SameSite(transport.behindProxy()));
        handlers.forEach(entry -> router.route(entry.getKey()).handler(entry.getValue()));
        router.errorHandler(404, ContractGate::unanswered);
        router.errorHandler(405, ProblemPage.METHOD_NOT_ALLOWED);
        router.errorHandler(400, ProblemPage.MALFORMED);
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(settings.getBindPort());
        getCamelContext().getRegistry().bind(name, new VertxPlatformHttpRouter(this, created, router, name));
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(INITIAL_LINE_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
        if (tls != null) {
            secure(options, tls);
        }
        HttpServer starting = created.createHttpServer(options)
                .connectionHandler(connection -> {
                    slow.opened(connection);
                    refusals.opened(connection);
                })
                .invalidRequestHandler(refusals::malformed)
                .requestHandler(request -> take(request, slow, headers, router));
        await(
                starting.listen(settings.getBindPort(), settings.getBindHost()),
                "listen on " + settings.getBindHost() + ":" + settings.getBindPort());
        slow.start();
        refusals.start();
        httpServer = starting;
    }

    private void take(HttpServerRequest request, SlowClients slow, SecurityHeaders headers, Router router) {
        if (direct != null && direct.answer(request, headers)) {
            slow.answered(request.connection());
        } else {
            router.handle(request);
        }
    }

    private static void secure(HttpServerOptions options, HubTls tls) {
        options.setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(tls.keyStore().toAbsolutePath().toString())
                        .setPassword(tls.password()))
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(TlsPolicy.PROTOCOLS));
        TlsPolicy.SUITES.forEach(options::addEnabledCipherSuite);
    }

    @Override
    protected void doStop() {
        Vertx stopping = vertx;
        vertx = null;
        httpServer = null;
        if (stopping != null) {
            await(stopping.close(), "stop");
        }
    }

    @Override
    public @Nullable HttpServer getServer() {
        return httpServer;
    }

    @Override
    public @Nullable Vertx getVertx() {
        return vertx;
    }

    private static void await(Future<?> future, String what) {
        try {
            future.toCompletionStage().toCompletableFuture().get(STOP_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the HTTP server was to " + what, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the HTTP server cannot " + what + ": " + e.getMessage(), e);
        }
    }
}
