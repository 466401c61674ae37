package io.amsphub.processors.step;

import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.nesting.Nesting;
import org.jspecify.annotations.Nullable;

/**
 * What came of nesting, on its way to be recorded; neither is set when the build was past that already.
 *
 * @param subject the build
 * @param correlationId what it belongs to
 * @param nesting the places
 * @param problem why there are none
 */
public record NestingResult(
        String subject,
        String correlationId,
        @Nullable Nesting nesting,
        @Nullable Problem problem) implements StageSubject {}
