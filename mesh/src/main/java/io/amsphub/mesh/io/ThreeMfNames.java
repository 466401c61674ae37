package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import java.util.Map;
import java.util.Set;

/** Namespaces and fixed names of 3MF: core 1.3 (ISO/IEC 25422), materials 1.2, production 1.1, and others. */
final class ThreeMfNames {

    static final String CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02";
    static final String MATERIALS = "http://schemas.microsoft.com/3dmanufacturing/material/2015/02";
    static final String PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06";
    static final String SLICE = "http://schemas.microsoft.com/3dmanufacturing/slice/2015/07";
    static final String BEAM_LATTICE = "http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02";
    static final String SECURE_CONTENT = "http://schemas.microsoft.com/3dmanufacturing/securecontent/2019/04";
    static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    /** Extensions that a model may require: either read, or recognised and reported as left out. */
    static final Set<String> UNDERSTOOD = Set.of(
            CORE,
            MATERIALS,
            PRODUCTION,
            SLICE,
            BEAM_LATTICE,
            SECURE_CONTENT,
            "http://schemas.microsoft.com/3dmanufacturing/securecontent/2019/07",
            "http://schemas.microsoft.com/3dmanufacturing/beamlattice/balls/2020/07",
            "http://schemas.microsoft.com/3dmanufacturing/trianglesets/2021/07");

    static final Set<String> OBJECT_TYPES = Set.of("model", "solidsupport", "support", "surface", "other");

    static final Map<String, LengthUnit> UNITS = Map.of(
            "micron", LengthUnit.MICRON,
            "millimeter", LengthUnit.MILLIMETRE,
            "centimeter", LengthUnit.CENTIMETRE,
            "inch", LengthUnit.INCH,
            "foot", LengthUnit.FOOT,
            "meter", LengthUnit.METRE);

    private ThreeMfNames() {}
}
