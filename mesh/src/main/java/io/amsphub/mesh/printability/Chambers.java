package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.winding.RayWinding;
import java.util.ArrayList;
import java.util.List;

/** The chambers of a part out of which a ball cannot roll although it fits into them; closed cavities are left out. */
final class Chambers {

    /** Chambers whose openings are measured; of more only the number and the volume are told. */
    private static final int MEASURED = 16;

    /** How far off its axis the middle cell of an opening can be, in cells. */
    private static final double OFF_AXIS = Math.sqrt(0.5);

    /** How far the middle of the nearest cell of material is behind the surface on average, less what a cell is off the axis. */
    private static final double INTO_WALL = 0.25;

    private static final byte OUTSIDE = 1;
    private static final byte CHAMBER = 2;
    private static final byte AROUND = 3;
    private static final byte FIRST_TRIAL = 4;

    private final PrintModel model;
    private final VoidGrid grid;
    private final byte[] label;
    private final byte[] trial;
    private final List<IntList> chambers = new ArrayList<>();
    private final int wide;
    private final int narrow;
    private double volume;
    private double smallest = Double.POSITIVE_INFINITY;

    /** Finds the chambers that hold a ball of a diameter in mm. */
    Chambers(PrintModel model, VoidGrid grid, double diameter) {
        this.model = model;
        this.grid = grid;
        double radius = diameter / 2 / grid.cell;
        wide = (int) Math.ceil(radius * radius - 1e-9);
        double least = Math.max(1, radius - OFF_AXIS);
        narrow = (int) Math.ceil(least * least - 1e-9);
        label = new byte[grid.square.length];
        trial = new byte[grid.square.length];
        IntList corner = new IntList();
        corner.add(0);
        grid.flood(corner, narrow, label, OUTSIDE, Integer.MAX_VALUE);
        search();
        measure();
    }

    private void search() {
        Components components = Components.of(model.edges);
        RayWinding rays =
                new RayWinding(model.xyz, model.edges.corners(), components.of(), components.count(), model.tree);
        for (int c = 0; c < label.length; c++) {
            if (label[c] == 0 && grid.square[c] >= wide) {
                IntList seed = new IntList();
                seed.add(c);
                IntList chamber = grid.flood(seed, narrow, label, CHAMBER, Integer.MAX_VALUE);
                if (!isClosedCavity(c, rays)) {
                    chambers.add(chamber);
                }
            }
        }
    }

    private boolean isClosedCavity(int c, RayWinding rays) {
        rays.shoot(grid.x(c), grid.y(c), grid.z(c));
        for (int shell : rays.crossedShells()) {
            if (model.shells.cavity[shell] && rays.of(shell) != 0) {
                return true;
            }
        }
        return false;
    }

    private void measure() {
        int steps = (int) Math.ceil(1.5 * Math.sqrt(narrow));
        for (IntList chamber : chambers) {
            IntList around = grid.flood(chamber, 1, label, AROUND, steps);
            volume += around.size() * grid.cell * grid.cell * grid.cell;
        }
        byte mark = FIRST_TRIAL;
        for (int i = 0; i < Math.min(MEASURED, chambers.size()); i++) {
            double opening = grid.cell;
            for (int square = narrow - 1; square >= 1; square--) {
                if (leads(chambers.get(i), square, mark++)) {
                    opening = 2 * (Math.sqrt(square) - INTO_WALL) * grid.cell;
                    break;
                }
            }
            smallest = Math.min(smallest, opening);
        }
    }

    /** Whether a chamber is joined to the outside over cells with a distance from the material. */
    private boolean leads(IntList chamber, int square, byte mark) {
        IntList seed = new IntList();
        seed.add(chamber.get(0));
        grid.flood(seed, square, trial, mark, Integer.MAX_VALUE);
        return trial[0] == mark;
    }

    int count() {
        return chambers.size();
    }

    /** Returns the volume of the chambers in mm³, about. */
    double volume() {
        return volume;
    }

    /** Returns the diameter of the widest way out of the worst chamber in mm, about; a cell when it is narrower than that. */
    double smallestOpening() {
        return smallest;
    }

    /** Adds the facets that face a chamber. */
    void addFacets(PlaceList places) {
        for (int f : model.facets) {
            double step = 1.5 * grid.cell;
            int at = grid.at(
                    model.centroid(f, 0) + step * model.normals[3 * f],
                    model.centroid(f, 1) + step * model.normals[3 * f + 1],
                    model.centroid(f, 2) + step * model.normals[3 * f + 2]);
            if (label[at] == CHAMBER || label[at] == AROUND) {
                places.add(f);
            }
        }
    }
}
