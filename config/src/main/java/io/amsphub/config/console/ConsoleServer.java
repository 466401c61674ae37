package io.amsphub.config.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.SessionTrackingMode;
import java.net.URI;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console under {@code /console/} from the hub's own process. One at a time in a JVM,
 * because Hawtio's configuration and JAAS's are the JVM's. Starting takes about two CPU-seconds and
 * needs nothing of the hub, so it may run in a thread of its own after the hub is ready.
 */
public final class ConsoleServer implements AutoCloseable {

    private static final String CONTEXT = "/console";
    /** Pages ask at once about each operation of each MBean: about 1 kB for an MBean. */
    private static final long LARGEST_REQUEST = 8L << 20;

    /** What a browser has to load before the login; Hawtio protects everything else. */
    private static final String[] OPEN_PATHS = {
        "/index.html",
        "/hawtconfig.json",
        "/artemisconfig.json",
        "/editor.worker.js",
        "/html.worker.js",
        "/json.worker.js",
        "/img/",
        "/hub/",
        "/static/",
        "/auth/",
        "/user",
        "/jolokia"
    };

    private final ConsoleSettings settings;
    private final ConsoleUsers users;
    private final ConsoleAudit audit;
    private @Nullable Server server;
    private @Nullable ConsoleJaas jaas;

    /**
     * Prepares a console; nothing is opened or set before {@link #start()}.
     *
     * @param settings where it listens
     * @param users who may log in
     * @param audit takes the record of each change and each refusal
     */
    public ConsoleServer(ConsoleSettings settings, ConsoleUsers users, ConsoleAudit audit) {
        this.settings = settings;
        this.users = users;
        this.audit = audit;
    }

    /**
     * Starts to serve. Sets the {@code hawtio.*} system properties and puts the console's realm in
     * front of the JAAS configuration.
     *
     * @throws IllegalStateException when the console is not where the settings say, its policy is
     *     missing, the port is taken, or another console runs in this process
     */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        if (!Files.isRegularFile(settings.webApp().resolve("WEB-INF/web.xml"))) {
            throw new IllegalStateException("no console in " + settings.webApp().toAbsolutePath()
                    + ": give the directory 'console' of the distribution");
        }
        ConsolePolicy policy = ConsolePolicy.fromClassPath(audit, users);
        LoginThrottle throttle = new LoginThrottle(System::nanoTime);
        Server starting = server(policy, throttle);
        ConsoleSecurity.register(policy);
        HawtioProperties.set(settings);
        jaas = ConsoleJaas.install(users, throttle);
        server = starting;
        boolean started = false;
        try {
            LifeCycle.start(starting);
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** Returns where the console is, with the port that was bound. */
    public synchronized URI url() {
        if (server == null) {
            throw new IllegalStateException("the console is not started");
        }
        String scheme = settings.tls() == null ? "http" : "https";
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create(scheme + "://" + settings.urlHost() + ":" + port + CONTEXT + "/");
    }

    /** Stops to serve and takes back what {@link #start()} set, except the system properties. */
    @Override
    public synchronized void close() {
        if (server != null) {
            LifeCycle.stop(server);
            server = null;
            ConsoleSecurity.unregister();
        }
        if (jaas != null) {
            jaas.uninstall();
            jaas = null;
        }
    }

    private Server server(ConsolePolicy policy, LoginThrottle throttle) {
        QueuedThreadPool threads = new QueuedThreadPool(12, 2);
        threads.setName("console");
        threads.setDaemon(true);
        Server answer = new Server(threads);
        answer.addConnector(connector(answer));
        SizeLimitHandler limit = new SizeLimitHandler(LARGEST_REQUEST, -1);
        limit.setHandler(webApp(policy, throttle));
        answer.setHandler(new Handler.Sequence(limit, new ToConsole()));
        answer.setErrorHandler(new StatusOnly());
        return answer;
    }

    private ServerConnector connector(Server owner) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ConsoleTls tls = settings.tls();
        ServerConnector connector;
        if (tls == null) {
            connector = new ServerConnector(owner, 1, 1, new HttpConnectionFactory(http));
        } else {
            http.addCustomizer(new SecureRequestCustomizer(false)); // the guard checks the host
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setKeyStorePath(tls.keyStore().toString());
            ssl.setKeyStoreType("PKCS12");
            ssl.setKeyStorePassword(tls.password());
            connector = new ServerConnector(
                    owner, 1, 1, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
        }
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(60_000);
        return connector;
    }

    private WebAppContext webApp(ConsolePolicy policy, LoginThrottle throttle) {
        WebAppContext context = new WebAppContext();
        context.setContextPath(CONTEXT);
        context.setWar(settings.webApp().toAbsolutePath().toString());
        context.setThrowUnavailableOnStartupException(true);
        context.setErrorHandler(new StatusOnly());
        context.setAttribute("unsecuredPaths", OPEN_PATHS);
        context.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
        addFilter(context, new ConsoleGuard(settings));
        addFilter(context, new LoginThrottleFilter(throttle));

        ServletHolder jolokia = new ServletHolder("jolokia", new ConsoleJolokia(policy));
        jolokia.setInitParameters(ConsoleJolokia.PARAMETERS);
        context.addServlet(jolokia, "/jolokia/*");

        SessionHandler sessions = context.getSessionHandler();
        sessions.setSessionCookie("AMSPHUB_CONSOLE");
        sessions.setHttpOnly(true);
        sessions.setSameSite(HttpCookie.SameSite.STRICT);
        sessions.setSecureRequestOnly(true);
        sessions.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        sessions.setMaxInactiveInterval((int) settings.idle().toSeconds());
        return context;
    }

    private static void addFilter(WebAppContext context, Filter filter) {
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    /** Answers an error by its status alone: the messages are for the log. */
    private static final class StatusOnly extends ErrorHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            callback.succeeded();
            return true;
        }
    }

    /** Sends who asks for the bare host to the console, and answers 404 to all else. */
    private static final class ToConsole extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            if ("/".equals(path)) {
                Response.sendRedirect(request, response, callback, CONTEXT + "/");
            } else {
                Response.writeError(request, response, callback, 404);
            }
            return true;
        }
    }
}
