package io.amsphub.processors.octoprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OctoPrintViewsTest {

    @Test
    void addressOfAFileLeadsBackToItsPath() {
        String base = "/octoprint/demo/fdm/api/files/local/";
        for (String path : new String[] {
            "jobs/bracket 1.gcode", "cube \u00dc%20;name=x.gcode", "a:b?c#d.gcode", "100%.gcode", "//x.gcode"
        }) {
            String address = OctoPrintViews.address(path, base);
            assertThat(address).isASCII().startsWith(base);
            assertThat(URI.create("http://hub" + address).getPath()).isEqualTo(base + path);
        }
        assertThat(OctoPrintViews.address("jobs/bracket 1.gcode", base)).endsWith("/jobs/bracket%201.gcode");
    }
}
