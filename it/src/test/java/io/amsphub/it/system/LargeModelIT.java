package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is much larger than the heap arrives whole, and is refused only where it would not fit. */
class LargeModelIT {

    private static final long BYTES = 500L << 20;
    private static final long RESIDENT_LIMIT_KIB = 1100L << 10;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void halfAGigabyteArrivesWithASmallHeapAndIsRefusedWithTheMemoryThatItWouldNeed() throws IOException {
        Path model = Models.large(directory.resolve("large.stl"), BYTES);
        assertThat(Files.size(model)).isGreaterThanOrEqualTo(BYTES);
        try (RunningHub hub = new RunningHub(directory.resolve("data"))
                .heap("512m")
                .optimised()
                .start()) {
            HubClient client = hub.client();
            Customer customer = new Customer(client);

            JsonNode revision = customer.settled(customer.upload(model));

            assertThat(Customer.state(revision)).isEqualTo("REJECTED");
            assertThat(revision.at("/problem/code").asText()).isEqualTo("AMSP-2104");
            assertThat(revision.at("/problem/detail").asText())
                    .matches("it would need \\d+ MiB of memory, the hub has \\d+ MiB for models");
            assertThat(revision.at("/source/bytes").asLong()).isEqualTo(Files.size(model));
            assertThat(revision.at("/source/sha256").asText()).hasSize(64);
            assertThat(peakResidentKib(hub)).isLessThan(RESIDENT_LIMIT_KIB);

            JsonNode small = customer.settled(customer.upload(Models.cube(directory.resolve("small.stl"), 10)));
            assertThat(Customer.state(small)).as("the hub goes on").isEqualTo("READY");
        }
    }

    private static long peakResidentKib(RunningHub hub) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/" + hub.pid() + "/status"));
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
