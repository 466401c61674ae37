package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is remembered of documents that were parsed. */
class ParsedDocumentsTest {

    /** Something with a version. */
    record Thing(String name, long version) {}

    /** Something without. */
    record Fact(String name, int version) {}

    private final RecordVersions<Thing> versions = Objects.requireNonNull(RecordVersions.of(Thing.class));
    private final ParsedDocuments<Thing> parsed = new ParsedDocuments<>(versions::in, 2);
    private final AtomicInteger count = new AtomicInteger();

    private Thing get(String id, long version, String document) {
        return parsed.get(id, version, document, () -> {
            count.incrementAndGet();
            return new Thing(document, version);
        });
    }

    @Test
    void aDocumentIsParsedOnce() {
        assertThat(get("a", 1, "first")).isSameAs(get("a", 1, "first"));
        assertThat(get("a", 2, "first")).isEqualTo(new Thing("first", 2));
        assertThat(count).hasValue(1);
    }

    @Test
    void anotherDocumentIsParsedThoughItHasTheSameVersion() {
        get("a", 1, "first");
        assertThat(get("a", 1, "undone and done otherwise").name()).isEqualTo("undone and done otherwise");
        assertThat(count).hasValue(2);
    }

    @Test
    void whatWasNotAskedForLongestIsForgotten() {
        get("a", 1, "first");
        get("b", 1, "second");
        get("a", 1, "first");
        get("c", 1, "third");
        assertThat(count).hasValue(3);
        get("a", 1, "first");
        assertThat(count).hasValue(3);
        get("b", 1, "second");
        assertThat(count).hasValue(4);
    }

    @Test
    void recordIsTheSameInItsOwnVersion() {
        Thing thing = new Thing("it", 3);
        assertThat(versions.in(thing, 3)).isSameAs(thing);
        assertThat(versions.in(thing, 4)).isEqualTo(new Thing("it", 4));
        assertThat(RecordVersions.of(Fact.class)).isNull();
        assertThat(RecordVersions.of(String.class)).isNull();
    }
}
