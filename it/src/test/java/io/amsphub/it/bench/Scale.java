package io.amsphub.it.bench;

/**
 * How much is measured.
 *
 * @param full whether figures are wanted, and not only that everything runs
 * @param rounds how often bare partner and hub take turns
 * @param warmUps rounds before that count for nothing
 */
record Scale(boolean full, int rounds, int warmUps) {

    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 5);

    /** Returns the scale that the property {@code benchmarks} names: {@code full}, or one short round. */
    static Scale wanted() {
        return "full".equals(System.getProperty("benchmarks")) ? new Scale(true, ROUNDS, 2) : new Scale(false, 1, 0);
    }

    /** Returns the one or the other count. */
    int of(int inFull, int inShort) {
        return full ? inFull : inShort;
    }
}
