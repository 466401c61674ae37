package io.amsphub.connectors.cad;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.cad.CadFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway") // JUnit sets the field
class CadUnitTest {

    @TempDir
    private Path directory;

    private String of(CadFormat format, String text) throws IOException {
        return CadUnit.of(format, Files.writeString(directory.resolve("file"), text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#1=( LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.) )|MILLIMETRE",
                "#1=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT($,.METRE.))|METRE",
                "#1=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.CENTI.,.METRE.))|CENTIMETRE",
                "#1=(CONVERSION_BASED_UNIT('INCH',#2)LENGTH_UNIT()NAMED_UNIT(#3))|INCH",
                "#1=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.NANO.,.METRE.))|UNSPECIFIED",
                "#1=(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))|UNSPECIFIED"
            })
    void stepSaysItInItsLengthUnit(String statement, String unit) throws IOException {
        assertThat(of(CadFormat.STEP, "ISO-10303-21;\nDATA;\n#9=LENGTH_MEASURE(1.);\n" + statement + ";\nENDSEC;"))
                .isEqualTo(unit);
    }

    @Test
    void igesSaysItInTheFourteenthParameter() throws IOException {
        String global = "1H,,1H;,5Ha,b;c,6Hx.iges,3HOCC,3H7.6,32,308,15,308,15,,1.,%s,2HMM,1,0.01;";
        assertThat(of(CadFormat.IGES, iges(String.format(global, "2")))).isEqualTo("MILLIMETRE");
        assertThat(of(CadFormat.IGES, iges(String.format(global, "1")))).isEqualTo("INCH");
        assertThat(of(CadFormat.IGES, iges(String.format(global, ""))))
                .as("left out, it is inches")
                .isEqualTo("INCH");
        assertThat(of(CadFormat.IGES, iges(String.format(global, "77")))).isEqualTo("UNSPECIFIED");
        assertThat(of(CadFormat.IGES, iges("1H,,1H;,4Hcut")))
                .as("a global section that ends early")
                .isEqualTo("UNSPECIFIED");
        assertThat(of(CadFormat.IGES, iges("99999H"))).isEqualTo("UNSPECIFIED");
    }

    private static String iges(String global) {
        StringBuilder file = new StringBuilder(" ".repeat(72)).append("S      1\n");
        for (int at = 0; at < global.length(); at += 72) {
            String part = global.substring(at, Math.min(global.length(), at + 72));
            file.append(part).append(" ".repeat(72 - part.length())).append("G      1\n");
        }
        return file.append(" ".repeat(72)).append("D      1\n").toString();
    }
}
