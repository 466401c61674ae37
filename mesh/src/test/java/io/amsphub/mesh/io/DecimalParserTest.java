package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {

    private final DecimalParser parser = new DecimalParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                ".5",
                "5.",
                "1e5",
                "1E-5",
                "3.1e+02",
                "123456789012345678901234567890",
                "0.1",
                "1e22",
                "1e23",
                "8.442911973260991817129021e-309",
                "4.9e-324",
                "2.4703282292062327e-324",
                "1.7976931348623157e308",
                "1e309",
                "9007199254740993",
                "9007199254740992.999",
                "0.000000000000000000000000000001",
                "1.00000005960464477539062499999999999999999999999",
                "2.2250738585072011e-308",
                "7.2057594037927933e16",
                "9355950000000000000.00000000000000000000000000000000001844674407370955161600000184467440737095516161844674407"
            })
    void agreesWithTheLibrary(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
        assertThat(parser.end()).isEqualTo(text.length());
    }

    @Property(tries = 20_000)
    void agreesWithTheLibraryOnShortestForms(@ForAll double value) {
        assertThat(parse(Double.toString(value))).isEqualTo(value);
    }

    @Property(tries = 20_000)
    void agreesWithTheLibraryOnAnyDigits(
            @ForAll @LongRange(min = 0) long digits, @ForAll @IntRange(min = -330, max = 320) int power) {
        String text = digits + "e" + power;
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @Property(tries = 5_000)
    void agreesWithTheLibraryOnFixedNotation(@ForAll float value, @ForAll @IntRange(min = 0, max = 12) int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "e5", "x1", "--1"})
    void whatIsNotANumberStopsAtItsStart(String text) {
        parse(text);
        assertThat(parser.end()).isZero();
    }

    @Test
    void stopsBehindTheNumber() {
        assertThat(parse("3.1+e2")).isEqualTo(3.1);
        assertThat(parser.end()).isEqualTo(3);
        assertThat(parse("3.1e+")).isEqualTo(3.1);
        assertThat(parser.end()).isEqualTo(3);
        assertThat(parse("1.5D-3")).isEqualTo(0.0015);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "-NaN", "nan(ind)", "inf", "-Infinity", "1.#QNAN", "-1.#IND", "1.#INF"})
    void spellingsOfNoNumberAreNotFiniteOrNotWhole(String text) {
        double value = parse(text);
        assertThat(Double.isFinite(value) && parser.end() == text.length()).isFalse();
    }

    private double parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return parser.parse(bytes, 0, bytes.length);
    }
}
