package io.amsphub.processors.port;

import io.amsphub.processors.sliced.SlicedFile;
import java.util.List;
import java.util.Optional;

/**
 * Where sliced files are kept. The store refuses a second file of an organisation under one path, by
 * constraint.
 */
public interface SlicedFiles extends Repository<SlicedFile> {

    /** Returns the file that an organisation keeps under a path. */
    Optional<SlicedFile> atPath(String organisation, String path);

    /** Returns the files that an organisation keeps, in the order of their paths. */
    List<SlicedFile> kept(String organisation, int limit);

    /** Returns the file that an organisation has sent to be printed last. */
    Optional<SlicedFile> lastPrinted(String organisation);
}
