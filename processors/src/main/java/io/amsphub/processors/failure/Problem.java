package io.amsphub.processors.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure as a value: kept with what it happened to, shown to whoever asks.
 *
 * @param code the stable code
 * @param title the short text of the code
 * @param detail what happened
 * @param where where in the input: a JSON pointer, byte offset, line or part name; null when it
 *     concerns the whole
 * @param remedy what to do next
 */
public record Problem(
        String code, String title, String detail, @Nullable String where, String remedy) {

    /** Returns the problem of a code, in words of the occasion. */
    public static Problem of(FailureCode code, String detail, @Nullable String where, String remedy) {
        return new Problem(code.code(), code.title(), detail, where, remedy);
    }
}
