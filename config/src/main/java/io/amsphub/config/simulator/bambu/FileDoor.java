package io.amsphub.config.simulator.bambu;

import io.amsphub.config.simulator.gcode.GcodePrinter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file server inside a machine: FTP with TLS from the first byte, passive, with protected data connections that
 * must go on with the TLS session of the control connection; others are refused.
 */
final class FileDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileDoor.class);
    private static final int LARGEST = 64 << 20;
    private static final int PATIENCE_MS = 10_000;

    private final ServerSocket server;
    private final GcodePrinter machine;
    private final BiPredicate<String, String> letsIn;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "printer-files");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger reused = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile SSLContext tls;
    private volatile boolean away;

    FileDoor(int port, MachineIdentity identity, GcodePrinter machine, BiPredicate<String, String> letsIn)
            throws IOException {
        this.machine = machine;
        this.letsIn = letsIn;
        this.tls = context(identity);
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private static SSLContext context(MachineIdentity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.keyManagers().getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns how many data connections went on with the session of their control connection. */
    int reused() {
        return reused.get();
    }

    /** Returns how many data connections were refused because they did not. */
    int refused() {
        return refused.get();
    }

    void identity(MachineIdentity next) {
        tls = context(next);
    }

    void away(boolean on) {
        away = on;
    }

    private void accept() {
        try {
            while (true) {
                Socket plain = server.accept();
                threads.execute(() -> serve(plain));
            }
        } catch (IOException | RejectedExecutionException e) {
            LOG.debug("the file server ends", e);
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            if (!away) {
                plain.setSoTimeout(PATIENCE_MS);
                SSLSocket control = secure(tls, plain);
                new Talk(control, tls).run();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("a file connection ends", e);
        }
    }

    private static SSLSocket secure(SSLContext context, Socket plain) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("not closed", e);
        }
    }

    /** One control connection. */
    private final class Talk {

        private final SSLSocket control;
        private final SSLContext context;
        private final Writer out;
        private String user = "";
        private boolean in;
        private boolean binary;
        private boolean protectedData;
        private @Nullable ServerSocket passive;

        Talk(SSLSocket control, SSLContext context) throws IOException {
            this.control = control;
            this.context = context;
            this.out = new java.io.OutputStreamWriter(control.getOutputStream(), StandardCharsets.UTF_8);
        }

        void run() throws IOException {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
            say("220 ready");
            try {
                for (String line = lines.readLine(); line != null && !away; line = lines.readLine()) {
                    int space = line.indexOf(' ');
                    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
                    obey(verb, space < 0 ? "" : line.substring(space + 1));
                    if (verb.equals("QUIT")) {
                        return;
                    }
                }
            } finally {
                closePassive();
            }
        }

        private void say(String line) throws IOException {
            out.write(line + "\r\n");
            out.flush();
        }

        private void obey(String verb, String argument) throws IOException {
            switch (verb) {
                case "USER" -> {
                    user = argument;
                    say("331 password");
                }
                case "PASS" -> {
                    in = letsIn.test(user, argument);
                    say(in ? "230 in" : "530 Login incorrect.");
                }
                case "PBSZ" -> say("200 PBSZ=0");
                case "QUIT" -> say("221 bye");
                default -> {
                    if (in) {
                        work(verb, argument);
                    } else {
                        say("530 Please login with USER and PASS.");
                    }
                }
            }
        }

        private void work(String verb, String argument) throws IOException {
            switch (verb) {
                case "PROT" -> {
                    protectedData = argument.equals("P");
                    say(protectedData ? "200 PROT now Private." : "536 only P");
                }
                case "TYPE" -> {
                    binary = argument.startsWith("I");
                    say("200 type set");
                }
                case "PASV" -> {
                    int port = open();
                    say("227 Entering Passive Mode (127,0,0,1," + port / 256 + "," + port % 256 + ")");
                }
                case "SIZE" -> {
                    long size = machine.size(argument);
                    say(size < 0 ? "550 Could not get file size." : "213 " + size);
                }
                case "STOR" -> store(argument);
                case "NOOP" -> say("200 yes");
                default -> say("502 Command not implemented.");
            }
        }

        private int open() throws IOException {
            closePassive();
            ServerSocket fresh = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            fresh.setSoTimeout(PATIENCE_MS);
            passive = fresh;
            return fresh.getLocalPort();
        }

        private void store(String path) throws IOException {
            ServerSocket waiting = passive;
            if (waiting == null || !protectedData || !binary) {
                say("503 first PASV, PROT P and TYPE I");
                return;
            }
            try (Socket plain = waiting.accept()) {
                say("150 Ok to send data.");
                plain.setSoTimeout(PATIENCE_MS);
                SSLSocket data = secure(context, plain);
                if (!isOf(data.getSession(), control.getSession())) {
                    refused.incrementAndGet();
                    say("522 SSL connection failed: session reuse required");
                    return;
                }
                reused.incrementAndGet();
                byte[] content = data.getInputStream().readNBytes(LARGEST);
                machine.store(path, content);
                say("226 Transfer complete.");
            } catch (SocketException e) {
                say("426 Failure reading network stream.");
            } catch (GcodePrinter.No e) {
                say("553 " + e.getMessage());
            } finally {
                closePassive();
            }
        }

        /** A session that is gone on with was made when the first was. */
        private boolean isOf(SSLSession data, SSLSession first) {
            return data.getCreationTime() == first.getCreationTime();
        }

        private void closePassive() throws IOException {
            ServerSocket open = passive;
            passive = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
