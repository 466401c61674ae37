package io.amsphub.mesh.correct;

import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.BoxSearch;

/**
 * Which components are noise: far too small to be meant, apart from all others, and not a cavity; the same
 * rule by which detection names them.
 */
final class ShellRemoval {

    private final DraftShells shells;
    private final BoxSearch search;
    private final FacetPairs pairs;
    private final Orientation orientation = new Orientation();

    private ShellRemoval(DraftShells shells) {
        this.shells = shells;
        this.search = new BoxSearch(shells.tree());
        this.pairs = new FacetPairs(shells.draft.xyz(), shells.draft.corners());
    }

    /**
     * Marks the noise.
     *
     * @param noiseMm diagonal below which a component is noise
     * @param cavity components that are cavities of another
     */
    static boolean[] noise(DraftShells shells, double noiseMm, boolean[] cavity) {
        boolean[] noise = new boolean[shells.count()];
        ShellRemoval work = null;
        int largest = shells.largest();
        for (int c = 0; c < noise.length; c++) {
            if (c != largest && shells.diagonal(c) < noiseMm && !cavity[c]) {
                work = work == null ? new ShellRemoval(shells) : work;
                noise[c] = !work.meetsOther(c);
            }
        }
        return noise;
    }

    private boolean meetsOther(int component) {
        double[] xyz = shells.draft.xyz();
        int[] corners = shells.draft.corners();
        boolean[] met = {false};
        for (int f : shells.facets(component)) {
            if (orientation.collinear(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2])) {
                continue;
            }
            int v = 3 * corners[3 * f];
            search.around(
                    xyz[v],
                    xyz[v + 1],
                    xyz[v + 2],
                    shells.diagonal(component),
                    g -> met[0] |= shells.of()[g] != component && pairs.meet(f, g));
        }
        return met[0];
    }
}
