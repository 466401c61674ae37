package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionParserTest {

    private record Inner(long version, String name) {}

    private record Outer(Inner inner, List<Inner> more, long version, int count) {}

    private static <T> T read(String document, Class<T> type) throws IOException {
        return Json.mapper().readValue(new VersionParser(Json.mapper().createParser(document), 7), type);
    }

    @Test
    void versionOfTheDocumentIsThatOfItsRowAndNoOther() throws IOException {
        Outer read = read(
                "{\"inner\":{\"version\":3,\"name\":\"a\"},\"more\":[{\"version\":4,\"name\":\"b\"}],"
                        + "\"version\":1,\"count\":2}",
                Outer.class);
        assertThat(read.version()).isEqualTo(7);
        assertThat(read.count()).isEqualTo(2);
        assertThat(read.inner().version()).isEqualTo(3);
        assertThat(read.more()).extracting(Inner::version).containsExactly(4L);
    }

    @Test
    void documentThatIsReadAsATreeHasItAsWell() throws IOException {
        assertThat(read("{\"version\":1,\"count\":2}", JsonNode.class))
                .isEqualTo(Json.mapper().readTree("{\"version\":7,\"count\":2}"));
    }
}
