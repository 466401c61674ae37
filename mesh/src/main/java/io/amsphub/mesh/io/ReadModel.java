package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;

/**
 * A model as it was read.
 *
 * @param mesh all build items flattened into one mesh, in mm
 * @param notes what the reader left out or decided, and the metadata of the file
 */
public record ReadModel(TriangleMesh mesh, ModelNotes notes) {}
