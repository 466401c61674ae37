package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exact geometry and programs, uploaded as any other model; by the real programs where they are installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CadIT {

    private static final String PLATE = """
            // a plate with a hole
            width = 40;
            label = "A";
            difference() {
                cube([width, 30, 10]);
                translate([20, 15, -1]) cylinder(h = 12, d = 10, $fn = 64);
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private Customer customer;

    @BeforeAll
    void startHub() throws IOException {
        Path hanging = Files.writeString(directory.resolve("hanging"), "#!/bin/sh\nexec sleep 600\n");
        assertThat(hanging.toFile().setExecutable(true)).isTrue();
        // STEP goes to a converter that hangs, programs go to the real one
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.cad.python", hanging.toString())
                .with("hub.cad.freecad-library", directory.toString())
                .with("hub.cad.time", "PT15S")
                .start();
        customer = new Customer(hub.client());
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private JsonNode settled(Path model, Map<String, ?> parameters) throws IOException {
        return customer.settled(customer.upload(model, parameters));
    }

    @Test
    void programBecomesASolidThatCanBeQuoted() throws IOException {
        assumeThat(Path.of("/usr/bin/openscad")).isExecutable();
        JsonNode revision = settled(write("plate.scad", PLATE), Map.of("width", 50.5, "label", "B"));
        assertThat(Customer.state(revision)).as(revision.toString()).isEqualTo("READY");
        assertThat(revision.at("/tessellation/format").asText()).isEqualTo("OPENSCAD");
        assertThat(revision.at("/detection/geometry/size/x").asDouble()).isEqualTo(50.5, within(1e-6));
        assertThat(Customer.state(customer.quote(revision, 1))).isEqualTo("PRICED");
    }

    @Test
    void programThatIsWrongOrReachesOutIsRefusedWithThePlace() throws IOException {
        assumeThat(Path.of("/usr/bin/openscad")).isExecutable();
        JsonNode wrong = settled(write("wrong.scad", "cube(1);\ncube([1, 2, ;\n"), Map.of());
        assertThat(wrong.at("/problem/code").asText()).isEqualTo("AMSP-2201");
        assertThat(wrong.at("/problem/where").asText()).isEqualTo("line 2");
        JsonNode reaching = settled(write("reaching.scad", "include </etc/passwd>\ncube(1);"), Map.of());
        assertThat(reaching.at("/problem/code").asText()).isEqualTo("AMSP-2205");
        JsonNode unknown = settled(write("plate.scad", PLATE), Map.of("depth", 3));
        assertThat(unknown.at("/problem/code").asText()).isEqualTo("AMSP-2206");
        assertThat(unknown.at("/problem/remedy").asText()).contains("width");
    }

    @Test
    void converterThatHangsHoldsUpNoMeshAndIsGivenUp() throws IOException {
        JsonNode stuck = customer.upload(write("stuck.step", "ISO-10303-21;\nHEADER;\n"));
        JsonNode mesh = customer.ready(Models.write(directory.resolve("bracket.stl"), DemoBracket.sound()));
        assertThat(Customer.state(mesh)).isEqualTo("READY");
        JsonNode waiting = RunningHub.ok(hub.client().get(Customer.path(stuck)));
        assertThat(Customer.state(waiting)).as("still with the converter").isEqualTo("UPLOADED");
        JsonNode givenUp = customer.settled(stuck);
        assertThat(Customer.state(givenUp)).isEqualTo("REJECTED");
        assertThat(givenUp.at("/problem/code").asText()).isEqualTo("AMSP-2203");
        assertThat(givenUp.at("/problem/detail").asText()).contains("15 s");
    }
}
