package io.amsphub.processors.step;

import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Correction;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.lifecycle.StageSubject;
import org.jspecify.annotations.Nullable;

/**
 * What came of the long work on a model, on its way to be recorded. At most one of them is set;
 * none when the revision was past that stage already.
 *
 * @param subject the revision
 * @param correlationId what it belongs to
 * @param composed the model that was made
 * @param cad the format, when it is exact geometry that has to become a mesh first
 * @param tessellation the mesh of exact geometry
 * @param detection what was found
 * @param correction what was done
 * @param problem why the model cannot be used
 */
public record ModelResult(
        String subject,
        String correlationId,
        @Nullable BlobRef composed,
        @Nullable CadFormat cad,
        @Nullable Tessellation tessellation,
        @Nullable Detection detection,
        @Nullable Correction correction,
        @Nullable Problem problem)
        implements StageSubject {

    static ModelResult nothing(StageSubject event) {
        return new ModelResult(event.subject(), event.correlationId(), null, null, null, null, null, null);
    }

    static ModelResult composed(StageSubject event, BlobRef made) {
        return new ModelResult(event.subject(), event.correlationId(), made, null, null, null, null, null);
    }

    static ModelResult conversionDue(StageSubject event, CadFormat format) {
        return new ModelResult(event.subject(), event.correlationId(), null, format, null, null, null, null);
    }

    static ModelResult converted(StageSubject event, Tessellation tessellation) {
        return new ModelResult(event.subject(), event.correlationId(), null, null, tessellation, null, null, null);
    }

    static ModelResult detected(StageSubject event, Detection detection) {
        return new ModelResult(event.subject(), event.correlationId(), null, null, null, detection, null, null);
    }

    static ModelResult corrected(StageSubject event, Correction correction) {
        return new ModelResult(event.subject(), event.correlationId(), null, null, null, null, correction, null);
    }

    static ModelResult refused(StageSubject event, Problem problem) {
        return new ModelResult(event.subject(), event.correlationId(), null, null, null, null, null, problem);
    }
}
