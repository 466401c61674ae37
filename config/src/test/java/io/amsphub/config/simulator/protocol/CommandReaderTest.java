package io.amsphub.config.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    private static final String PRINT = """
            {"schema":"amsp-native/1","command":"C1","job":"J1","part":"P1","expires":"2026-11-03T10:00:00Z",
             "file":{"uri":"http://h:80/f","authorization":"Bearer t","sha256":"%s","bytes":5,"mediaType":"model/stl"},
             "material":"PLA","sizeMm":{"x":1,"y":2.5,"z":3},"layers":7,"expectedPrintTimeS":60.5,"later":{"a":1}}
            """.formatted("Ab".repeat(32));

    @Test
    void readsAPrintCommandAndLeavesUnknownFieldsAlone() throws UnreadableCommandException {
        Command.Print print = (Command.Print) CommandReader.read("print", bytes(PRINT));
        assertThat(print.job()).isEqualTo("J1");
        assertThat(print.file().sha256()).isEqualTo("ab".repeat(32));
        assertThat(print.sizeMm()).isEqualTo(new SizeMm(1, 2.5, 3));
        assertThat(print.layers()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"job\":\"J1\" | \"job\":17",
                "\"job\":\"J1\" | \"job\":\"\"",
                "\"job\":\"J1\" | \"job\":\"J 1\"",
                "\"part\":\"P1\", | ",
                "\"bytes\":5 | \"bytes\":\"5\"",
                "\"bytes\":5 | \"bytes\":5.5",
                "\"bytes\":5 | \"bytes\":0",
                "\"x\":1 | \"x\":-1",
                "\"x\":1 | \"x\":1e999",
                "\"layers\":7 | \"layers\":0",
                "2026-11-03T10:00:00Z | tomorrow",
                "http://h:80/f | file:///etc/passwd",
                "http://h:80/f | http://u:p@h/f",
                "http://h:80/f | http:///f",
                "Bearer t | Bearer\\\\r\\\\nX: y",
                "\"sizeMm\":{ | \"sizeMm\":[],\"b\":{",
                "\"material\":\"PLA\" | \"job\":\"J2\"",
                "{\"schema\" | {{\"schema\"",
            })
    void fieldThatIsMissingOrOfAnotherTypeMakesTheCommandMalformed(String good, String bad) {
        String text = PRINT.replace(good.strip(), bad == null ? "" : bad.strip().replace("\\\\", "\\"));
        assertThat(text).isNotEqualTo(PRINT);
        assertThat(failure("print", text).code()).isEqualTo(RefusalCode.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "17", "{", "{} {}", "\u0000\uffff"})
    void whatIsNotAJsonObjectIsMalformed(String text) {
        assertThat(failure("report", text).code()).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void idsAreReportedEvenWhenTheRestCannotBeRead() {
        UnreadableCommandException e = failure("print", PRINT.replace("\"bytes\":5", "\"bytes\":null"));
        assertThat(e.command()).isEqualTo("C1");
        assertThat(e.job()).isEqualTo("J1");
        assertThat(e.getMessage()).contains("bytes");
    }

    @Test
    void unknownSchemaVerbAndMediaTypeAreUnsupported() {
        assertThat(failure("print", PRINT.replace("native/1", "native/2")).code())
                .isEqualTo(RefusalCode.UNSUPPORTED);
        assertThat(failure("dance", PRINT).code()).isEqualTo(RefusalCode.UNSUPPORTED);
        assertThat(failure("print", PRINT.replace("model/stl", "image/png")).code())
                .isEqualTo(RefusalCode.UNSUPPORTED);
    }

    @Test
    void payloadOverTheLimitIsMalformed() {
        assertThat(failure("print", PRINT + " ".repeat(65_536)).code()).isEqualTo(RefusalCode.MALFORMED);
    }

    private static UnreadableCommandException failure(String word, String text) {
        UnreadableCommandException e =
                catchThrowableOfType(UnreadableCommandException.class, () -> CommandReader.read(word, bytes(text)));
        assertThat(e).isNotNull();
        return e;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
