package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Islands;
import io.amsphub.mesh.slice.PolygonOffset;
import io.amsphub.mesh.slice.PolygonSweep;
import java.util.List;

/** What one layer of a part consists of: its islands with their walls, and the regions of each kind of infill. */
final class LayerRegions {

    final int layer;
    final Contours slice;
    final List<Contours> islands;
    final List<Walls> walls;

    /** What infill may cover: up to the overlap into the innermost loop. */
    final Contours fill;

    /** What is seen from above, with the walls; and its part within the infill. */
    Contours exposedTop = Contours.EMPTY;

    Contours exposedBottom = Contours.EMPTY;
    Contours top = Contours.EMPTY;
    Contours bottom = Contours.EMPTY;
    Contours bridge = Contours.EMPTY;
    Contours solid = Contours.EMPTY;

    /** Infill that is neither top nor bottom: sparse, less what shells and bridges take of it. */
    Contours internal = Contours.EMPTY;

    LayerRegions(int layer, Contours slice, ExtrusionSettings settings) {
        this.layer = layer;
        this.slice = slice;
        boolean first = layer == 0;
        islands = slice.isEmpty() ? List.of() : Islands.of(slice);
        walls = islands.stream()
                .map(island -> Walls.of(island, settings, first))
                .toList();
        Contours all = Contours.EMPTY;
        for (Walls wall : walls) {
            all = all.and(wall.inner());
        }
        double overlap = settings.perimeters > 0 ? settings.overlap : 0;
        double spacing = settings.spacing(Feature.SOLID_INFILL, first);
        Contours reach = PolygonOffset.of(all, overlap - spacing / 2);
        fill = PolygonOffset.of(reach, spacing / 2);
    }

    /** Takes the walls of a layer with the same slice. */
    LayerRegions(int layer, LayerRegions like) {
        this.layer = layer;
        slice = like.slice;
        islands = like.islands;
        walls = like.walls;
        fill = like.fill;
    }

    /** Whether another layer is laid in the same way, but for the directions of its lines. */
    boolean sameAs(LayerRegions other) {
        return slice.equals(other.slice)
                && top.equals(other.top)
                && bottom.equals(other.bottom)
                && bridge.equals(other.bridge)
                && solid.equals(other.solid)
                && internal.equals(other.internal);
    }

    /** Splits the infill into top, bottom and the rest, by what the neighbours leave open. */
    void expose(Contours above, Contours below, ExtrusionSettings settings) {
        double speck = settings.spacing(Feature.EXTERNAL_PERIMETER, false) / 10;
        exposedTop = PolygonOffset.opening(PolygonSweep.difference(slice, above), speck);
        exposedBottom = layer == 0 ? slice : PolygonOffset.opening(PolygonSweep.difference(slice, below), speck);
        Contours under = settings.bottomLayers > 0 ? PolygonSweep.intersection(exposedBottom, fill) : Contours.EMPTY;
        Contours over = settings.topLayers > 0
                ? PolygonSweep.difference(PolygonSweep.intersection(exposedTop, fill), under)
                : Contours.EMPTY;
        over = wideEnough(over, settings);
        Contours between = PolygonSweep.difference(PolygonSweep.difference(fill, under), over);
        solid = solidByRule(between, settings);
        under = grown(under);
        over = PolygonSweep.difference(grown(over), under);
        bridge = layer == 0 ? Contours.EMPTY : under;
        bottom = layer == 0 ? under : Contours.EMPTY;
        top = over;
        Contours shells = PolygonSweep.union(under, over);
        solid = PolygonSweep.difference(solid, shells);
        internal = PolygonSweep.difference(PolygonSweep.difference(fill, shells), solid);
    }

    /** Strips narrower than one line of infill are left to the walls and the shells. */
    private static Contours wideEnough(Contours exposed, ExtrusionSettings settings) {
        return PolygonOffset.opening(exposed, settings.spacing(Feature.SOLID_INFILL, false) / 2);
    }

    /** Grows what is exposed into the infill, so that it is held there. */
    private Contours grown(Contours exposed) {
        return exposed.isEmpty()
                ? exposed
                : PolygonSweep.intersection(PolygonOffset.of(exposed, ShellPlan.ANCHOR_MM), fill);
    }

    /** Infill that is solid anyway: on every n-th layer, and in small regions; without infill neither. */
    private Contours solidByRule(Contours between, ExtrusionSettings settings) {
        int every = (int) settings.number("solid_infill_every_layers");
        if (settings.density > 0 && every > 0 && layer % every == 0) {
            return between;
        }
        Contours small = Contours.EMPTY;
        if (settings.density > 0 && settings.solidBelowArea > 0) {
            for (Contours part : between.isEmpty() ? List.<Contours>of() : Islands.of(between)) {
                small = part.area() <= settings.solidBelowArea ? small.and(part) : small;
            }
        }
        return small;
    }

    /** Makes a part of the internal infill solid. */
    void addShell(Contours shell) {
        Contours part = PolygonSweep.intersection(shell, internal);
        solid = PolygonSweep.union(solid, part);
        internal = PolygonSweep.difference(internal, part);
    }
}
