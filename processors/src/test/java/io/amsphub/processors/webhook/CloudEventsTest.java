package io.amsphub.processors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.memory.MemoryEvents;
import io.amsphub.processors.step.EventFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final Instant TIME = Instant.parse("2026-11-26T12:00:00.123Z");

    private static HubEvent event(String aggregate, @Nullable String from, String to, String organisation) {
        return new HubEvent(42, "evt_1", TIME, aggregate, "ord_1", from, to, "anna", "because", organisation, "ord_1");
    }

    @Test
    void hasAllThatCloudEventsDemandAndNoMoreThanTheHubKnows() {
        JsonNode json =
                new CloudEvents("https://hub.example/api/v1").of(event("order", "CREATED", "CONFIRMED", "acme"));
        assertThat(json.toString())
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"evt_1\",\"source\":\"https://hub.example/api/v1\","
                        + "\"type\":\"order.confirmed\",\"subject\":\"ord_1\",\"time\":\"2026-11-26T12:00:00.123Z\","
                        + "\"datacontenttype\":\"application/json\",\"sequence\":\"0000000000000000042\","
                        + "\"correlationid\":\"ord_1\",\"data\":{\"kind\":\"order\",\"id\":\"ord_1\",\"from\":\"CREATED\","
                        + "\"to\":\"CONFIRMED\",\"who\":\"anna\",\"why\":\"because\"}}");
    }

    @Test
    void typeIsKindAndStateInTheLettersOfStandardWebhooks() {
        assertThat(CloudEvents.type(event("order", null, "CREATED", "a"))).isEqualTo("order.created");
        assertThat(CloudEvents.type(event("scan-request", "SENT", "ACCEPTED", "a")))
                .isEqualTo("scan_request.accepted");
        assertThat(CloudEvents.type(event("part", "PLANNED", "IN_PRODUCTION", "a")))
                .isEqualTo("part.in_production");
        assertThat(CloudEvents.type(event("job", "PRINTING", "PRINTING", "a"))).isEqualTo("job.noted");
    }

    @ParameterizedTest
    @CsvSource({
        "*, order.created, true",
        "order.*, order.created, true",
        "order.*, orders.created, false",
        "*.cancelled, part.cancelled, true",
        "*.cancelled, part.created, false",
        "order.confirmed, order.confirmed, true",
        "order.confirmed, order.confirmed2, false",
        "*.*, scan_request.sent, true"
    })
    void patternsMatchWholeWords(String pattern, String type, boolean match) {
        assertThat(new EventTypes(List.of("quote.priced", pattern)).match(type)).isEqualTo(match);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "order", "Order.*", "order.", ".*", "order.*.x", "or*.x", "order.conf*", "a b.c", "**"})
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> EventTypes.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void feedGoesOnWhereItsReaderWasAndMissesNothing() {
        MemoryEvents events = new MemoryEvents();
        for (int i = 0; i < 1300; i++) {
            events.append(event(i % 100 == 7 ? "quote" : "order", null, "CREATED", i % 2 == 1 ? "acme" : "rival"));
        }
        EventFeed feed = new EventFeed(events);
        List<Long> seen = new ArrayList<>();
        long after = 0;
        EventFeed.Slice slice;
        do {
            slice = feed.read(new EventFeed.Question("acme", null, null, EventTypes.of("quote.*"), after, 4));
            assertThat(slice.events()).allMatch(e -> e.organisation().equals("acme"));
            slice.events().forEach(e -> seen.add(e.sequence()));
            after = slice.next();
        } while (slice.more());
        assertThat(seen)
                .hasSize(13)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(8L, 108L)
                .endsWith(1208L);
        assertThat(feed.read(new EventFeed.Question("acme", null, null, null, after, 4))
                        .events())
                .isEmpty();
        assertThat(feed.read(new EventFeed.Question("nobody", null, null, null, 0, 4)))
                .isEqualTo(new EventFeed.Slice(List.of(), 0, false));
    }
}
