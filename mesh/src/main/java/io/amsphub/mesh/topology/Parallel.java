package io.amsphub.mesh.topology;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Splits index ranges over the common pool so that the result is that of one thread: each chunk has
 * its own accumulator, chunk borders depend on the length only, and the accumulators come back in
 * order.
 */
public final class Parallel {

    private Parallel() {}

    /** Work on a half-open range. */
    @FunctionalInterface
    public interface RangeTask<A> {
        /** Handles the indices from {@code from} to below {@code to}. */
        void run(A accumulator, int from, int to);
    }

    /**
     * Runs a task over 0..n in chunks.
     *
     * @param n number of indices
     * @param grain indices a chunk, at least 1
     * @param accumulators makes the accumulator of a chunk
     * @return the accumulators in the order of the chunks
     */
    public static <A> List<A> ranges(int n, int grain, IntFunction<A> accumulators, RangeTask<A> task) {
        int chunks = (int) (((long) n + grain - 1) / grain);
        return IntStream.range(0, chunks)
                .parallel()
                .mapToObj(chunk -> {
                    A accumulator = accumulators.apply(chunk);
                    task.run(accumulator, chunk * grain, (int) Math.min(n, (chunk + 1L) * grain));
                    return accumulator;
                })
                .toList();
    }
}
