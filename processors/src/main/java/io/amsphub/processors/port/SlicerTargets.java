package io.amsphub.processors.port;

import io.amsphub.processors.sliced.SlicerTarget;

/** Where the machines are kept that the slicer of a name prints on; the key is the name. */
public interface SlicerTargets extends Repository<SlicerTarget> {

    /** Takes the machines of a name away, if it has any. */
    void remove(String name);
}
