package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.BoxSearch;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Closes what a surface leaves open: every loop of its {@link NetBoundary}.
 *
 * <p>Several fills are tried for a loop, the one that bends least first, and each is tested exactly
 * against the surface; the first that meets nothing is taken, else the one that meets least, which is then
 * counted as crossing. A component that would enclose nothing with its fills (a sheet) keeps its holes.
 */
final class HoleFilling {

    /** Cubes of loop lengths after which only short parts are triangulated in cubic time: seconds. */
    private static final long BUDGET = 1_000_000_000;

    private static final int SHORT = 24;

    /** Facets near a fill that are looked at, for a few seconds in all; what is not filled then stays open. */
    private static final long MOST_LOOKS = 10_000_000;

    /** Meetings of a fill after which it is no matter how many more there are. */
    private static final int HOPELESS = 256;

    private final Draft draft;
    private final double sheetMm;
    private final BoundingBox box;
    private final BoxSearch search;
    private final FacetEdges edges;
    private final Orientation orientation = new Orientation();
    private final int[] corners;
    private final FacetPairs pairs;
    private int used;

    private int tooLong;
    private long spent;
    private long looks;
    private int meetings;

    private HoleFilling(DraftShells shells, BoundingBox box, double sheetMm, int room) {
        this.draft = shells.draft;
        this.box = box;
        this.sheetMm = sheetMm;
        this.search = new BoxSearch(shells.tree());
        this.edges = shells.edges;
        this.corners = Arrays.copyOf(draft.corners(), draft.corners().length + room);
        this.pairs = new FacetPairs(draft.xyz(), corners);
        this.used = draft.corners().length;
    }

    /**
     * What came of it.
     *
     * @param draft the surface with its fills behind the facets that it had
     * @param filled loops that were filled
     * @param areaMm2 area of the fills
     * @param largestMm2 area of the largest fill
     * @param crossing fills that meet the surface
     * @param left loops that stay open, because they are too long, belong to a sheet, or come
     *     after more work than a surface with holes takes
     */
    record Result(Draft draft, int filled, double areaMm2, double largestMm2, int crossing, int left) {}

    static Result fill(Draft draft, BoundingBox box, double sheetMm) {
        List<int[]> loops = NetBoundary.of(draft.corners()).loops();
        if (loops.isEmpty()) {
            return new Result(draft, 0, 0, 0, 0, 0);
        }
        int room = 0;
        for (int[] loop : loops) {
            room += 3 * loop.length;
        }
        return new HoleFilling(new DraftShells(draft, box), box, sheetMm, room).fillAll(loops);
    }

    private Result fillAll(List<int[]> loops) {
        IntList ends = new IntList();
        IntList crossings = new IntList();
        for (int[] loop : loops) {
            if (loop.length > PlanarFill.LONGEST || looks > MOST_LOOKS) {
                tooLong++;
            } else {
                used += fillOne(loop);
                ends.add(used);
                crossings.add(meetings);
            }
        }
        return withoutSheets(ends, crossings);
    }

    /** Writes the best fill of a loop behind the corners and returns its length. */
    private int fillOne(int[] loop) {
        int[] best = new int[0];
        int least = HOPELESS;
        for (int candidate = 0; candidate < 3 && least > 0; candidate++) {
            int[] facets = candidate(loop, candidate);
            if (facets.length > 0) {
                int met = meetings(facets, least);
                if (met < least || best.length == 0) {
                    least = met;
                    best = facets;
                }
            }
        }
        System.arraycopy(best, 0, corners, used, best.length);
        meetings = least;
        return best.length;
    }

    private int[] candidate(int[] loop, int which) {
        double[] xyz = draft.xyz();
        boolean tired = spent > BUDGET && loop.length > SHORT;
        if (loop.length > HoleTriangulation.LONGEST || tired) {
            return switch (which) {
                case 0 -> PlanarFill.of(xyz, loop).orElse(new int[0]);
                case 1 -> LoopDivision.fill(xyz, loop, tired ? SHORT : HoleTriangulation.LONGEST);
                default -> new int[0];
            };
        }
        spent += (long) loop.length * loop.length * loop.length;
        return switch (which) {
            case 0 -> HoleTriangulation.smoothest(xyz, loop, rim(loop));
            case 1 -> loop.length > 3 ? HoleTriangulation.smallest(xyz, loop) : new int[0];
            default -> loop.length > 3 ? PlanarFill.of(xyz, loop).orElse(new int[0]) : new int[0];
        };
    }

    /** Normals of the facets along a loop, zero where an edge has no single open facet. */
    private double[][] rim(int[] loop) {
        double[][] rim = new double[loop.length][3];
        for (int i = 0; i < loop.length; i++) {
            int to = loop[i];
            int from = loop[(i + 1) % loop.length];
            int[] at = {-1};
            double[] xyz = draft.xyz();
            search.aroundUntil(xyz[3 * to], xyz[3 * to + 1], xyz[3 * to + 2], 0, f -> {
                looks++;
                for (int h = 3 * f; h < 3 * f + 3; h++) {
                    boolean same = edges.from(h) == from && edges.to(h) == to;
                    at[0] = same ? f : at[0];
                }
                return looks > MOST_LOOKS;
            });
            if (at[0] >= 0) {
                int f = 3 * at[0];
                Geometry.normal(xyz, edges.corners()[f], edges.corners()[f + 1], edges.corners()[f + 2], rim[i]);
            }
        }
        return rim;
    }

    /** Counts the pairs in which a fill meets the surface or itself, up to a limit. */
    private int meetings(int[] facets, int limit) {
        System.arraycopy(facets, 0, corners, used, facets.length);
        int first = used / 3;
        int count = facets.length / 3;
        int[] met = {0};
        List<Integer> withArea = new ArrayList<>();
        for (int f = first; f < first + count && met[0] < limit; f++) {
            int facet = f;
            double[] xyz = draft.xyz();
            if (orientation.collinear(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2])) {
                continue;
            }
            double[] centre = new double[3];
            double reach = boxOf(f, centre);
            search.aroundUntil(centre[0], centre[1], centre[2], reach, g -> {
                looks++;
                met[0] += pairs.meet(facet, g) ? 1 : 0;
                return met[0] >= limit || looks > MOST_LOOKS;
            });
            if (count <= 2 * HoleTriangulation.LONGEST) {
                for (int g : withArea) {
                    met[0] += pairs.meet(f, g) ? 1 : 0;
                }
            }
            withArea.add(f);
        }
        return met[0];
    }

    /** Writes the centre of the box of a facet and returns half its largest side. */
    private double boxOf(int facet, double[] centre) {
        double reach = 0;
        for (int axis = 0; axis < 3; axis++) {
            double a = draft.xyz()[3 * corners[3 * facet] + axis];
            double b = draft.xyz()[3 * corners[3 * facet + 1] + axis];
            double c = draft.xyz()[3 * corners[3 * facet + 2] + axis];
            double low = Math.min(a, Math.min(b, c));
            double high = Math.max(a, Math.max(b, c));
            centre[axis] = low / 2 + high / 2;
            reach = Math.max(reach, (high - low) / 2);
        }
        return reach * (1 + 0x1p-40);
    }

    private Result withoutSheets(IntList ends, IntList crossings) {
        Draft filled = draft.withCorners(Arrays.copyOf(corners, used));
        DraftShells shells = new DraftShells(filled, box);
        int firstFill = draft.facetCount();
        IntList kept = new IntList();
        for (int v : draft.corners()) {
            kept.add(v);
        }
        int count = 0;
        int crossing = 0;
        double area = 0;
        double largest = 0;
        double[] normal = new double[3];
        int from = firstFill;
        for (int i = 0; i < ends.size(); i++) {
            int to = ends.get(i) / 3;
            if (isWanted(shells, from, to)) {
                double one = 0;
                for (int f = from; f < to; f++) {
                    one += Geometry.normal(draft.xyz(), corners[3 * f], corners[3 * f + 1], corners[3 * f + 2], normal)
                            / 2;
                    for (int h = 3 * f; h < 3 * f + 3; h++) {
                        kept.add(corners[h]);
                    }
                }
                area += one;
                largest = Math.max(largest, one);
                count++;
                crossing += crossings.get(i) > 0 ? 1 : 0;
            }
            from = to;
        }
        int left = tooLong + ends.size() - count;
        return new Result(draft.withCorners(kept.toArray()), count, area, largest, crossing, left);
    }

    /** Whether the component of a fill encloses something, so that it is no sheet. */
    private boolean isWanted(DraftShells shells, int from, int to) {
        int component = from < to ? shells.of()[from] : -1;
        return component >= 0 && !(shells.isClosed(component) && shells.isSheet(component, sheetMm));
    }
}
