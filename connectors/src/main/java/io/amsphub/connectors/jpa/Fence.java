package io.amsphub.connectors.jpa;

import org.jspecify.annotations.Nullable;

/**
 * Under which lease a thread works.
 *
 * @param lease its name
 * @param holder the incarnation that has it
 * @param epoch the fencing token that it has it by
 */
record Fence(String lease, String holder, long epoch) {

    private static final ThreadLocal<@Nullable Fence> OF_THREAD = new ThreadLocal<>();

    /** Returns the fence of this thread; null for none. */
    static @Nullable Fence current() {
        return OF_THREAD.get();
    }

    /** Puts a fence around this thread; null takes it away. Returns the one before. */
    static @Nullable Fence set(@Nullable Fence fence) {
        Fence before = OF_THREAD.get();
        if (fence == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(fence);
        }
        return before;
    }
}
