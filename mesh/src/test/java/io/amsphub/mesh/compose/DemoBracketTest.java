package io.amsphub.mesh.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class DemoBracketTest {

    @Test
    void soundBracketIsOneClosedOutwardShellOfTheStatedSize() {
        TriangleMesh bracket = DemoBracket.sound();
        EdgeCount edges = EdgeCount.of(bracket);

        assertThat(bracket.boundingBox()).isEqualTo(new BoundingBox(0, 0, 0, 60, 40, 30));
        assertThat(bracket.facetCount()).isBetween(2000, 6000);
        assertThat(edges.open()).isZero();
        assertThat(edges.notTwo()).isZero();
        assertThat(edges.sameDirection()).isZero();
        // V - E + F = 2 - 2·genus, with four holes through it
        assertThat(bracket.pointCount() - edges.all() + bracket.facetCount()).isEqualTo(2 - 2 * 4);
    }

    @Test
    void volumeIsThatOfTheFormula() {
        double quarter = 1 - Math.PI / 4;
        double plates = 60 * 40 * 6 + 60 * 24 * 6 + 60 * 64 * quarter;
        double corners = 4 * 36 * quarter * 6;
        double cone = Math.PI / 3 * 3 * (3.25 * 3.25 + 3.25 * 6.25 + 6.25 * 6.25);
        double holes = 2 * (Math.PI * 3.25 * 3.25 * 3 + cone) + 2 * Math.PI * 2.75 * 2.75 * 6;

        assertThat(Meshes.volume(DemoBracket.sound())).isCloseTo(plates - corners - holes, within(2.0));
    }

    @Test
    void flatFacesAreCoveredExactlyOnce() {
        TriangleMesh bracket = DemoBracket.sound();
        double outline = 60 * 40 - 2 * 36 * (1 - Math.PI / 4);

        assertThat(Meshes.areaWhere(bracket, 2, 0)).isCloseTo(outline - 2 * Math.PI * 3.25 * 3.25, within(0.1));
    }

    @Test
    void bracketSurvivesBinaryStlBitForBit() throws Exception {
        for (TriangleMesh bracket : new TriangleMesh[] {DemoBracket.sound(), DemoBracket.carelessExport()}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryStlWriter.write(bracket, out);
            TriangleMesh read = MeshReaders.read(
                    new ByteArrayInputStream(out.toByteArray()), out.size(), MeshFormat.STL, ReadLimits.defaults());

            assertThat(Meshes.corners(read)).containsExactly(Meshes.corners(bracket));
        }
    }

    @Test
    void sameBracketEachTime() {
        assertThat(DemoBracket.sound().points())
                .containsExactly(DemoBracket.sound().points());
        assertThat(DemoBracket.carelessExport().facets())
                .containsExactly(DemoBracket.carelessExport().facets());
    }

    @Test
    void carelessExportHasTheDefectsThatItSays() {
        DemoBracket.Defects defects = DemoBracket.carelessDefects();
        TriangleMesh bracket = DemoBracket.carelessExport();
        EdgeCount edges = EdgeCount.of(bracket);

        assertThat(bracket.facetCount())
                .isEqualTo(DemoBracket.sound().facetCount()
                        + 1
                        + defects.degenerateFacets()
                        + defects.duplicateFacets()
                        - defects.missingFacets());
        assertThat(edges.open()).isEqualTo(3 * defects.missingFacets() + 2 * defects.crackedEdges());
        assertThat(edges.moreThanTwo()).isEqualTo(3L * defects.duplicateFacets());
        assertThat(Meshes.facetsWithoutArea(bracket)).isEqualTo(defects.degenerateFacets());
        // two flipped quads side by side share their inner edges, so only their rim of six is inconsistent
        assertThat(edges.sameDirection()).isEqualTo(6);
    }
}
