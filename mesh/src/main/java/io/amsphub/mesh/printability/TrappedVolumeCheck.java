package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.PlaceList;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import java.util.Locale;

/**
 * Feedstock that cannot leave: cavities that are closed on all sides, and chambers in which a ball of the limit's
 * diameter fits but out of which it cannot get.
 *
 * <p>Chambers are found in cells of an eighth of the limit, or of up to a third of it in parts so large that there
 * would be more than {@value #MOST_CELLS}. An opening of at least the limit is never reported; one below about
 * three quarters of it always is, and the diameter that is told is right to about a cell and a half.
 */
final class TrappedVolumeCheck implements PrintCheck {

    private static final double MOST_CELLS = 12e6;
    private static final double FINEST = 8;
    private static final double COARSEST = 3;

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (!out.limits().has(Limit.ESCAPE_HOLE)) {
            return;
        }
        closed(model, out);
        double limit = out.limits().value(Limit.ESCAPE_HOLE);
        double cell = limit / FINEST;
        while (VoidGrid.cells(model, cell) > MOST_CELLS && cell < limit) {
            cell *= 1.02;
        }
        if (cell > limit / COARSEST) {
            out.cannotJudge(
                    FindingKind.SMALL_ESCAPE_HOLE,
                    String.format(
                            Locale.ROOT,
                            "The part is so large that openings of %.3g mm are too fine to be searched for.",
                            limit));
            return;
        }
        chambers(new Chambers(model, new VoidGrid(model, cell), limit), out);
    }

    private static void closed(PrintModel model, Judgements out) {
        PlaceList places = out.places(Places.Kind.FACET);
        double volume = 0;
        for (int c = 0; c < model.shells.count(); c++) {
            if (model.shells.cavity[c]) {
                places.add(model.shells.firstFacet(c));
                volume -= model.shells.volumes[c];
            }
        }
        if (places.count() > 0) {
            out.add(
                    Finding.measured(
                            FindingKind.TRAPPED_VOLUME,
                            Severity.DEGRADES,
                            places.count(),
                            volume,
                            "mm3",
                            places.places()),
                    Limit.ESCAPE_HOLE,
                    "",
                    "Open each cavity with two holes of at least the limit, or fill it if it is not meant.");
        }
    }

    private static void chambers(Chambers chambers, Judgements out) {
        if (chambers.count() == 0) {
            return;
        }
        PlaceList places = out.places(Places.Kind.FACET);
        chambers.addFacets(places);
        String remark = String.format(Locale.ROOT, "About %.3g mm3 stay inside. ", chambers.volume());
        out.add(
                Finding.measured(
                        FindingKind.SMALL_ESCAPE_HOLE,
                        Severity.DEGRADES,
                        chambers.count(),
                        chambers.smallestOpening(),
                        "mm",
                        places.places()),
                Limit.ESCAPE_HOLE,
                remark,
                "Widen the opening to at least the limit, or add a second one opposite to it.");
    }
}
