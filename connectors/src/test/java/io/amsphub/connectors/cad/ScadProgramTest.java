package io.amsphub.connectors.cad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScadProgramTest {

    private static final ScadProgram BOX = ScadProgram.of("width = 10; // mm\nname=\"a\";\ncube([width, 1, 1]);\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include </etc/passwd>",
                "use <lib.scad>\ncube(1);",
                "import(\"/etc/passwd\");",
                "import_stl(\"a.stl\");",
                "surface(file = \"x.png\");",
                "/* harmless */ a = 1; surface (file=\"x\");",
                "a = \"\\\"\"; include <x>"
            })
    void programThatReadsFilesIsRefused(String text) {
        assertThatThrownBy(() -> ScadProgram.of(text).requireNoFileAccess())
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.CAD_NOT_ALLOWED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// include <x>\ncube(1);",
                "/* use <x> */ cube(1);",
                "a = \"import surface\"; cube(1);",
                "used = 1; includes = 2;"
            })
    void wordsInCommentsAndTextsDoNoHarm(String text) {
        assertThatCode(() -> ScadProgram.of(text).requireNoFileAccess()).doesNotThrowAnyException();
    }

    @Test
    void refusalNamesTheLine() {
        assertThatThrownBy(() ->
                        ScadProgram.of("/* one\ntwo */\ncube(1);\ninclude <x>").requireNoFileAccess())
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem().where()).isEqualTo("line 4"));
    }

    @Test
    void parametersBecomeDefinitions() {
        assertThat(BOX.definition("width", "12.5")).isEqualTo("width=12.5");
        assertThat(BOX.definition("name", "true")).isEqualTo("name=true");
        assertThat(BOX.definition("$fn", "64")).isEqualTo("$fn=64");
        assertThat(BOX.definition("name", "x\"; import(\"y")).isEqualTo("name=\"x\\\"; import(\\\"y\"");
        assertThat(BOX.definition("name", "back\\")).isEqualTo("name=\"back\\\\\"");
        assertThat(BOX.definition("width", "NaN")).as("a text, not a number").isEqualTo("width=\"NaN\"");
    }

    @Test
    void unknownVariableAndBrokenTextAreRefused() {
        for (String name : new String[] {"depth", "width; x", "", "$t"}) {
            assertThatThrownBy(() -> BOX.definition(name, "1")).isInstanceOfSatisfying(HubException.class, e -> {
                assertThat(e.failureCode()).isEqualTo(FailureCode.CAD_PARAMETER);
                assertThat(e.problem().remedy()).contains("name", "width");
            });
        }
        assertThatThrownBy(() -> BOX.definition("name", "two\nlines")).isInstanceOf(HubException.class);
    }
}
