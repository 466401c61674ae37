package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.AmCentre.Capability;
import io.amsphub.processors.design.Geometry;
import java.util.List;

/**
 * What building a part takes, from its size, volume and area alone: a solid skin of the capability's thickness,
 * the rest filled to its share, laid down at its rate, plus the time that each layer loses. Rough: it knows
 * nothing of supports, travel and thin walls.
 */
public final class ParameterFigures {

    private static final double EPSILON = 1e-9;

    private ParameterFigures() {}

    /** Works the figures out. */
    public static BuildFigures of(Geometry geometry, Capability capability) {
        double volume = geometry.volumeMm3();
        double skin = Math.min(volume, geometry.areaMm2() * capability.shellThicknessMm());
        double deposited = skin + (volume - skin) * capability.infillShare();
        int layers = (int) Math.min(
                Integer.MAX_VALUE, Math.max(1, Math.ceil(geometry.size().z() / capability.layerHeightMm() - EPSILON)));
        double own = deposited / capability.flowMm3PerS();
        double common = capability.warmUpS() + layers * capability.layerChangeS();
        int perBuild = perBuild(geometry, capability);
        double shared = own + common / perBuild;
        return new BuildFigures(
                BuildFigures.PARAMETERS, shared, own + common, perBuild, deposited, 0, layers, List.of());
    }

    /** How many boxes of the part fill half of the platform; machines that extrude build one at a time. */
    private static int perBuild(Geometry geometry, Capability capability) {
        if (!capability.processCategory().buildsByArea()) {
            return 1;
        }
        double box = Math.max(1, geometry.size().x() * geometry.size().y());
        double platform =
                capability.buildVolume().x() * capability.buildVolume().y();
        return (int) Math.max(1, Math.min(1000, platform / 2 / box));
    }
}
