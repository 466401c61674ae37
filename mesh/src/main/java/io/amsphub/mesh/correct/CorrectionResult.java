package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.TriangleMesh;

/**
 * A corrected mesh with the report of what was done.
 *
 * @param mesh the result; the very mesh that came in when nothing was broken
 * @param report what was done and what is left
 */
public record CorrectionResult(TriangleMesh mesh, CorrectionReport report) {}
