package io.amsphub.processors.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Requirements;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hubs wrote before colours, requirements and ranks were is read as it was meant. */
class OlderRecordsTest {

    private static ObjectNode without(Object value, String... fields) {
        ObjectNode written = (ObjectNode) Json.tree(value);
        written.remove(List.of(fields));
        return written;
    }

    @Test
    void materialIsItsNameUnlessItsColourIsKnown() {
        assertThat(Json.write(List.of(LoadedMaterial.named("PLA"), new LoadedMaterial("PLA", "black"))))
                .isIn(
                        "[\"PLA\",{\"name\":\"PLA\",\"colour\":\"black\"}]",
                        "[\"PLA\",{\"colour\":\"black\",\"name\":\"PLA\"}]");
        assertThat(Json.read("[\"PLA\",{\"name\":\"PLA\",\"colour\":\"black\"}]", LoadedMaterial[].class))
                .containsExactly(LoadedMaterial.named("PLA"), new LoadedMaterial("PLA", "black"));
    }

    @Test
    void deviceWithoutTheNewFieldsIsRead() throws Exception {
        ObjectNode old = without(Samples.machine("a"), "usage");
        ((ObjectNode) old.path("equipment")).remove(List.of("capabilities", "certificates"));
        ((ObjectNode) old.path("upkeep")).remove("windows");
        assertThat(old.path("materials").toString()).isEqualTo("[\"PLA\"]");
        assertThat(Json.mapper().treeToValue(old, Device.class)).isEqualTo(Samples.machine("a"));
    }

    @Test
    void jobWithoutTheNewFieldsAsksForNothingAndGoesFirst() throws Exception {
        Job read = Json.mapper().treeToValue(without(Samples.job(1), "requirements", "rank"), Job.class);
        assertThat(read.requirements()).isEqualTo(Requirements.NONE);
        assertThat(read.rank()).isZero().isLessThan(Samples.job(1).rank());
    }

    @Test
    void jobOfAHubThatDidNotCountWhoCouldNotFetchIsRead() throws Exception {
        Job refused = Samples.job(1)
                .dispatched(new Job.Assignment("north/a", "cmd_1", "", Samples.THEN), List.of())
                .notFetched("refused", 5, Samples.THEN);
        assertThat(Json.read(Json.write(refused), Job.class)).isEqualTo(refused);
        Job old = Json.mapper().treeToValue(without(refused, "unfetched"), Job.class);
        assertThat(old.unfetched()).isNull();
        assertThat(old.refusals()).isEqualTo(1);
    }

    @Test
    void orderWithoutRequirementsAsksForNothing() throws Exception {
        assertThat(Json.mapper().treeToValue(without(Samples.order(1), "requirements"), Order.class))
                .isEqualTo(Samples.order(1));
    }
}
