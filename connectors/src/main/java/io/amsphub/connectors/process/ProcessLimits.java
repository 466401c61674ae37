package io.amsphub.connectors.process;

import java.time.Duration;

/**
 * What a child process may use up.
 *
 * @param time by the clock on the wall; then it is killed with all its descendants
 * @param memoryBytes of address space; enforced where the system has {@code prlimit} (Linux)
 * @param fileBytes the largest file that it may write; enforced in the same way
 */
public record ProcessLimits(Duration time, long memoryBytes, long fileBytes) {}
