package io.amsphub.config.cli;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process when its main thread fails with an {@link Error}, such as a class that is missing. Otherwise the threads
 * of broker and pools would keep a process alive that is no hub, and whoever supervises it would not start it again. What was
 * started is stopped as at SIGTERM; after a minute the process ends whether it has or not.
 */
final class FailedMain implements Thread.UncaughtExceptionHandler {

    private static final long STOPPING_S = 60;

    private final PrintWriter err;

    /** Says on a stream what happened. */
    FailedMain(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            err.println("hub: it ends, because of " + failure + "; " + remedy(failure));
            failure.printStackTrace(err);
            err.flush();
        } finally {
            end();
        }
    }

    private static String remedy(Throwable failure) {
        return failure instanceof LinkageError
                ? "a file of the distribution is missing or does not belong to it: build or unpack it again"
                : "give it more memory with HUB_HEAP, or report this";
    }

    private static void end() {
        try {
            CompletableFuture.delayedExecutor(STOPPING_S, TimeUnit.SECONDS, Runnable::run)
                    .execute(() -> Runtime.getRuntime().halt(HubCommand.FAILED));
        } finally {
            System.exit(HubCommand.FAILED);
        }
    }
}
