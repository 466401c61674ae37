package io.amsphub.connectors.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one program as a child process: in a directory of its own, with an environment that holds nothing of
 * the hub's, within limits of time, memory and file size. The call returns when the child and its
 * descendants are gone, however they behave. Safe for several threads.
 */
public final class BoundedProcess {

    private static final int DEATH_S = 5;
    private static final int OUTPUT_KEPT = 64 << 10;
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final ProcessLimits limits;

    /** A runner with limits that hold for each run. */
    public BoundedProcess(ProcessLimits limits) {
        this.limits = limits;
    }

    /** Returns the limits of each run. */
    public ProcessLimits limits() {
        return limits;
    }

    /**
     * Runs a program to its end.
     *
     * @param command the program, by its absolute path, and its arguments; no shell reads them
     * @param directory where it runs; also its home and its place for temporary files
     * @throws IOException when it cannot be started
     * @throws InterruptedIOException when this thread is interrupted; the child is killed first
     */
    public ProcessEnd run(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(bounded(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", directory.toString());
        environment.put("TMPDIR", directory.toString());
        Process child = builder.start();
        OutputReader reader = new OutputReader(child.getInputStream());
        Thread thread = new Thread(reader, "output-of-" + child.pid());
        thread.setDaemon(true);
        thread.start();
        try {
            boolean ended = child.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
            kill(child);
            child.waitFor();
            thread.join(TimeUnit.SECONDS.toMillis(5));
            return new ProcessEnd(
                    ended ? ProcessEnd.Kind.EXITED : ProcessEnd.Kind.TIMED_OUT, child.exitValue(), reader.text());
        } catch (InterruptedException e) {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.toHandle().destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
        }
    }

    private List<String> bounded(List<String> command) {
        if (!Files.isExecutable(PRLIMIT)) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of(
                PRLIMIT.toString(),
                "--as=" + limits.memoryBytes(),
                "--fsize=" + limits.fileBytes(),
                "--core=0",
                "--cpu=" + Math.max(1, 4 * limits.time().toSeconds()),
                "--"));
        all.addAll(command);
        return all;
    }

    /**
     * Descendants first: whoever is left without a parent could not be found any more. By the handle, because
     * the process object would close its output, with what is in it.
     */
    private static void kill(Process child) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(child.descendants().toList());
        all.add(child.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(DEATH_S, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // it sits in the kernel, which ends it when it comes back; nobody can do more
            }
        }
    }

    /** Drains the output to the end, so that the child never waits for a reader, and keeps the beginning. */
    private static final class OutputReader implements Runnable {

        private final InputStream in;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        OutputReader(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    keep(buffer, n);
                }
            } catch (IOException e) {
                // the pipe is torn when the child is killed; what came before is what there is
            }
        }

        private synchronized void keep(byte[] buffer, int n) {
            kept.write(buffer, 0, Math.min(n, OUTPUT_KEPT - kept.size()));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
