package io.amsphub.config.simulator.gcode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** What the programs around simulated printers have in common: faults on standard input, until SIGTERM. */
public final class SimulatorConsole {

    private SimulatorConsole() {}

    /**
     * Obeys lines of standard input until {@code quit} or SIGTERM.
     *
     * @param control what a line does, and what to say about it
     */
    public static void run(PrintWriter out, UnaryOperator<String> control) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown));
        Thread console = new Thread(() -> read(out, control, end), "printer-console");
        console.setDaemon(true);
        console.start();
        end.await();
    }

    private static void read(PrintWriter out, UnaryOperator<String> control, CountDownLatch end) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.strip().equals("quit")) {
                    end.countDown();
                    return;
                }
                out.println(control.apply(line.strip()));
                out.flush();
            }
        } catch (IOException e) {
            out.println("standard input is gone: " + e.getMessage());
            out.flush();
        }
    }
}
