package io.amsphub.processors.cad;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CadFormatTest {

    private static final String IGES_FIRST = " ".repeat(72) + "S      1\n";

    private static @Nullable CadFormat of(String head, String name) {
        return CadFormat.recognise(head.getBytes(StandardCharsets.ISO_8859_1), name)
                .orElse(null);
    }

    @Test
    void contentDecidesWhateverTheName() {
        assertThat(of("ISO-10303-21;\nHEADER;", "part.stl")).isEqualTo(CadFormat.STEP);
        assertThat(of("\u00ef\u00bb\u00bf /* by hand */\r\nISO-10303-21;", "x")).isEqualTo(CadFormat.STEP);
        assertThat(of(IGES_FIRST, "part.step")).isEqualTo(CadFormat.IGES);
        assertThat(of(" ".repeat(72) + "S0000001\r\n", "x")).isEqualTo(CadFormat.IGES);
        assertThat(of("DBRep_DrawableShape\n\nCASCADE Topology V1, (c)", "x")).isEqualTo(CadFormat.BREP);
        assertThat(of("\nCASCADE Topology V3, (c) Open Cascade", "x")).isEqualTo(CadFormat.BREP);
    }

    @Test
    void programGoesByItsName() {
        assertThat(of("cube(10);", "part.SCAD")).isEqualTo(CadFormat.OPENSCAD);
        assertThat(of("cube(10);", "part.txt")).isNull();
        assertThat(of("cube\0(10);", "part.scad")).isNull();
    }

    @Test
    void meshesAreNone() {
        assertThat(of("solid x\nfacet normal 0 0 1", "x.stl")).isNull();
        assertThat(of("", "x.step")).isNull();
        assertThat(of("ISO-10303-21 is a standard", "x.step")).isNull();
    }
}
