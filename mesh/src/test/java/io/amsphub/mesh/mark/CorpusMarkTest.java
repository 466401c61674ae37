package io.amsphub.mesh.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Corpus;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Marks every model of the corpus, does to the copies what happens to copies, and counts what still names its order. */
class CorpusMarkTest {

    private static final MarkKey KEY = MarkKey.of("the secret of this test".getBytes(StandardCharsets.US_ASCII));
    private static final MarkCode CODE = MarkCode.of("K7M3Q2PX");
    private static final MarkCode OTHER = MarkCode.of("0RD3R2");
    private static final int MOST_FACETS = 60_000;
    /** From this diagonal on a mark has its full size; what is said in µm means little to smaller models. */
    private static final double FULL_MARK_MM = 20;

    /** Each which model is tried; {@code -Dmarks.each=1} for all of them, as docs/protection.md gives the figures. */
    private static final int EACH = Integer.getInteger("marks.each", 3);

    private static final String MEAN = "mean of two copies";

    /** What no copy loses its mark by. */
    private static final List<String> SURE = List.of("binary STL", "3MF", "OBJ", "points and facets in another order");

    /** Something that is done to a copy. */
    @FunctionalInterface
    private interface Change {
        TriangleMesh of(TriangleMesh marked) throws IOException;
    }

    private static final class Row {
        private int tried;
        private int open;
        private int listed;
        private int large;
        private int largeOpen;
        private int largeListed;
        private int wrong;
        private long worst;
    }

    private static Map<String, Change> changes() {
        Map<String, Change> all = new LinkedHashMap<>();
        all.put("binary STL", Damage::binaryStl);
        all.put("text STL, 6 decimals", mesh -> Damage.asciiStl(mesh, "%.6f"));
        all.put("text STL, 7 digits (%e)", mesh -> Damage.asciiStl(mesh, "%e"));
        all.put("3MF", Damage::threeMf);
        all.put("OBJ", Damage::obj);
        all.put("points and facets in another order", Damage::shuffled);
        all.put("turned and moved, STL", mesh -> Damage.binaryStl(Damage.turned(mesh, 1)));
        all.put("turned, moved, 1.7 % larger, STL", mesh -> Damage.binaryStl(Damage.turned(mesh, 1.017)));
        all.put("turned, moved, in inches, STL", mesh -> Damage.binaryStl(Damage.turned(mesh, 1 / 25.4)));
        all.put("noise of 2 µm", mesh -> Damage.noisy(mesh, 0.002));
        all.put("noise of 5 µm", mesh -> Damage.noisy(mesh, 0.005));
        all.put("noise of 10 µm", mesh -> Damage.noisy(mesh, 0.010));
        all.put("noise of 20 µm", mesh -> Damage.noisy(mesh, 0.020));
        all.put("noise of 50 µm", mesh -> Damage.noisy(mesh, 0.050));
        all.put("rounded to 1 µm", mesh -> Damage.rounded(mesh, 0.001));
        all.put("rounded to 10 µm", mesh -> Damage.rounded(mesh, 0.010));
        all.put("cut to a half", mesh -> Damage.cut(mesh, 0.5));
        all.put("cut to a half, turned, moved, STL", mesh -> Damage.binaryStl(Damage.turned(Damage.cut(mesh, 0.5), 1)));
        all.put("cut to a tenth", mesh -> Damage.cut(mesh, 0.1));
        all.put("half of the points (edges drawn together)", mesh -> Damage.simplified(mesh, 0.5));
        all.put("a quarter of the points", mesh -> Damage.simplified(mesh, 0.25));
        all.put("smoothed once", Damage::smoothed);
        return all;
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> falsely = new ArrayList<>();
    private final StringBuilder lost = new StringBuilder();
    private int models;
    private int unmarked;
    private int solids;
    private int larges;
    private double largest;

    @Test
    void copiesNameTheirOrderAndOriginalsNone() throws IOException {
        Corpus corpus = Corpus.find();
        changes().keySet().forEach(name -> rows.put(name, new Row()));
        rows.put(MEAN, new Row());
        int next = 0;
        for (Map.Entry<String, Map<String, String>> row :
                corpus.reference("mesh.tsv").entrySet()) {
            String facets = row.getValue().getOrDefault("o_tris", "");
            if (!facets.isEmpty()
                    && Double.parseDouble(facets) >= 1
                    && Double.parseDouble(facets) <= MOST_FACETS
                    && next++ % EACH == 0) {
                tryOn(row.getKey(), read(corpus, row.getKey()));
            }
        }
        Corpus.report("marks.md", table());
        Corpus.report("marks-lost.tsv", lost.toString());
        assertThat(models).isGreaterThan(150 / EACH);
        assertThat(falsely).isEmpty();
        assertThat(rows.values().stream().mapToInt(r -> r.wrong).sum()).isZero();
        for (String sure : SURE) {
            Row row = Objects.requireNonNull(rows.get(sure));
            assertThat(row.open).as(sure).isEqualTo(row.tried);
        }
    }

    private static TriangleMesh read(Corpus corpus, String name) throws IOException {
        try {
            return corpus.read(name);
        } catch (MeshFormatException e) {
            throw new AssertionError(name + " is refused", e);
        }
    }

    private void tryOn(String name, TriangleMesh original) throws IOException {
        models++;
        MarkSearch search = new MarkSearch(original, KEY);
        for (TriangleMesh innocent : List.of(original, Damage.noisy(original, 0.005), Damage.turned(original, 1))) {
            unmarked++;
            if (search.find(innocent, List.of(CODE, OTHER)).isPresent()) {
                falsely.add(name);
            }
        }
        try {
            MarkedMesh marked = Watermark.embed(original, KEY, CODE);
            boolean large = original.boundingBox().diagonal() >= FULL_MARK_MM;
            larges += large ? 1 : 0;
            largest = Math.max(largest, marked.largestMoveMm());
            solids += MeshDetection.detect(original).solid() ? 1 : 0;
            for (Map.Entry<String, Change> change : changes().entrySet()) {
                count(change.getKey(), search, change.getValue().of(marked.mesh()), name, large);
            }
            TriangleMesh other = Watermark.embed(original, KEY, OTHER).mesh();
            count(MEAN, search, Damage.mean(marked.mesh(), other), name, large);
        } catch (MarkException e) {
            refused.add(name + ": " + e.getMessage());
        }
    }

    private void count(String change, MarkSearch search, TriangleMesh copy, String model, boolean large) {
        Row row = Objects.requireNonNull(rows.get(change));
        long start = System.nanoTime();
        Optional<MarkFinding> found = search.find(copy, List.of(OTHER, CODE));
        row.worst = Math.max(row.worst, (System.nanoTime() - start) / 1_000_000);
        boolean open = found.isPresent() && found.get().open();
        row.tried++;
        row.open += open ? 1 : 0;
        row.large += large ? 1 : 0;
        row.largeOpen += large && open ? 1 : 0;
        row.largeListed += large && found.isPresent() ? 1 : 0;
        row.listed += found.isPresent() ? 1 : 0;
        row.wrong += found.isPresent() && !found.get().code().equals(CODE) && !change.equals(MEAN) ? 1 : 0;
        if (!open) {
            lost.append(change).append('\t').append(model).append('\n');
        }
    }

    private String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, """
                # Marks on %d models

                %d marked, %d of them solids, %d of at least 20 mm; farthest move %.4f mm; %d unmarked looked at, %d false

                | change | 20 mm and larger | read | with a list | all | read | with a list | wrong | slowest, ms |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """, models, models - refused.size(), solids, larges, largest, unmarked, falsely.size()));
        rows.forEach((name, r) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                name,
                r.large,
                r.largeOpen,
                r.largeListed,
                r.tried,
                r.open,
                r.listed,
                r.wrong,
                r.worst)));
        text.append("\nNot marked:\n\n");
        refused.forEach(line -> text.append("* ").append(line).append('\n'));
        return text.toString();
    }
}
