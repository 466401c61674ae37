package io.amsphub.mesh.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final MarkKey KEY = MarkKey.of("a secret of sixteen bytes".getBytes(StandardCharsets.US_ASCII));
    private static final MarkCode CODE = MarkCode.of("K7M3-Q2PX");

    @Test
    void aCodeIsReadAsAPersonWritesIt() {
        assertThat(MarkCode.of("k7m3-q2px")).isEqualTo(CODE);
        assertThat(MarkCode.of("oil").text()).isEqualTo("00000011".substring(0, 5) + "011");
        assertThat(MarkCode.ofBits(CODE.bits())).isEqualTo(CODE);
        assertThatIllegalArgumentException().isThrownBy(() -> MarkCode.of("K7M3Q2PX1"));
        assertThatIllegalArgumentException().isThrownBy(() -> MarkCode.of("U"));
    }

    @Test
    void aWordLeadsBackToItsCodeOnlyWithTheKey() {
        MarkKey other = MarkKey.of(new byte[16]);
        assertThat(KEY.code(KEY.word(CODE))).contains(CODE);
        assertThat(other.code(KEY.word(CODE))).isEmpty();
        assertThat(Long.bitCount(KEY.word(CODE) ^ KEY.word(MarkCode.of("K7M3Q2PY"))))
                .isBetween(12, 52);
        assertThatIllegalArgumentException().isThrownBy(() -> MarkKey.of(new byte[15]));
    }

    @Test
    void aMarkMovesNoPointFartherThanItSaysAndLeavesASolid() throws MarkException {
        TriangleMesh torus = Shapes.torus(20, 5, 96, 48);
        MarkedMesh marked = Watermark.embed(torus, KEY, CODE);
        assertThat(marked.largestMoveMm()).isBetween(0.004, 0.00501);
        assertThat(marked.carriers()).isEqualTo(torus.pointCount());
        assertThat(MeshDetection.detect(marked.mesh()).solid()).isTrue();
        assertThat(marked.mesh().facets()).isEqualTo(torus.facets());
    }

    @Test
    void aBoxIsDividedUntilItHoldsAMark() throws MarkException, IOException {
        TriangleMesh box = Shapes.box(0, 0, 0, 20);
        MarkedMesh marked = Watermark.embed(box, KEY, CODE);
        assertThat(marked.points()).isGreaterThanOrEqualTo(EdgeDivision.ENOUGH);
        assertThat(MeshDetection.detect(marked.mesh()).solid()).isTrue();
        TriangleMesh turned = Damage.binaryStl(Damage.turned(marked.mesh(), 1));
        assertThat(new MarkSearch(box, KEY).find(turned, List.of())).hasValueSatisfying(found -> {
            assertThat(found.code()).isEqualTo(CODE);
            assertThat(found.open()).isTrue();
        });
    }

    @Test
    void whatCarriesNoMarkSaysNothing() throws MarkException {
        TriangleMesh torus = Shapes.torus(20, 5, 96, 48);
        TriangleMesh marked = Watermark.embed(torus, KEY, CODE).mesh();
        MarkSearch search = new MarkSearch(torus, KEY);
        MarkSearch stranger = new MarkSearch(torus, MarkKey.of(new byte[32]));
        List<MarkCode> codes = new ArrayList<>(List.of(CODE));
        for (int i = 0; i < 100; i++) {
            codes.add(MarkCode.ofBits(i));
        }
        assertThat(search.find(torus, codes)).isEmpty();
        assertThat(search.find(Damage.noisy(torus, 0.005), codes)).isEmpty();
        assertThat(search.find(Damage.turned(torus, 1.01), codes)).isEmpty();
        assertThat(search.find(Shapes.torus(21, 5, 96, 48), codes)).isEmpty();
        assertThat(stranger.find(marked, codes)).isEmpty();
    }

    @Test
    void ofTwoMixedCopiesOneIsNamed() throws MarkException {
        TriangleMesh torus = Shapes.torus(20, 5, 96, 48);
        MarkCode other = MarkCode.of("0TH3R");
        TriangleMesh mixed = Damage.mean(
                Watermark.embed(torus, KEY, CODE).mesh(),
                Watermark.embed(torus, KEY, other).mesh());
        List<MarkCode> codes = List.of(MarkCode.of("1"), other, CODE, MarkCode.of("2"));
        assertThat(new MarkSearch(torus, KEY).find(mixed, codes))
                .hasValueSatisfying(found -> assertThat(found.code()).isIn(CODE, other));
    }

    @Test
    void aModelWithoutASurfaceHoldsNoMark() {
        TriangleMesh flat =
                TriangleMesh.of(new double[] {0, 0, 0, 1, 0, 0, 2, 0, 0}, new int[] {0, 1, 2}, LengthUnit.MILLIMETRE);
        assertThatThrownBy(() -> Watermark.embed(flat, KEY, CODE))
                .isInstanceOf(MarkException.class)
                .hasMessageContaining("points can be moved");
    }

    @Test
    void votesOfChanceAreFew() {
        Random random = new Random(3);
        TriangleMesh torus = Shapes.torus(20, 5, 30, 20);
        MarkSites sites = new MarkSites(torus);
        MarkPattern pattern = new MarkPattern(KEY, sites.vertices);
        List<MarkCode> codes = List.of(CODE);
        for (int run = 0; run < 2000; run++) {
            double[] off = random.doubles(sites.vertices.length, -0.01, 0.01).toArray();
            assertThat(new MarkReading(KEY, pattern, sites, off, 1, 1).finding(codes, 1))
                    .isEmpty();
        }
    }
}
