package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetFileTest {

    @Test
    void entryWithACountStandsForManyPrinters() throws IOException {
        List<PrinterConfig> printers = FleetFile.parse("""
                [{"centre":"c","machine":"m-{n}","count":3,"password":"pw-{n}","harvester":true,"harvestDelayS":0.1}]
                """);
        assertThat(printers).hasSize(3);
        PrinterConfig last = printers.get(2);
        assertThat(last.address().name()).isEqualTo("c/m-0003");
        assertThat(last.user()).isEqualTo("c/m-0003");
        assertThat(last.clientId()).isEqualTo("c/m-0003");
        assertThat(last.password()).isEqualTo("pw-0003");
        assertThat(last.spec().harvestAfter()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void madeUpFleetCanBeReadBack() throws IOException {
        List<PrinterConfig> printers = FleetFile.parse(FleetFile.standard(20, "secret"));
        assertThat(printers).hasSize(20).allMatch(printer -> "secret".equals(printer.password()));
        assertThat(printers)
                .extracting(printer -> printer.spec().processCategory())
                .contains("MEX", "VPP", "PBF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"centre\":\"c\"}]",
                "[{\"centre\":\"c/d\",\"machine\":\"m\"}]",
                "[{\"centre\":\"c\",\"machine\":\"m\",\"sped\":3}]",
                "[{\"centre\":\"c\",\"machine\":\"m\",\"speed\":0}]",
                "[{\"centre\":\"c\",\"machine\":\"m\",\"progressReports\":11}]",
                "[{\"centre\":\"c\",\"machine\":\"m\",\"count\":2}]",
            })
    void entryThatMakesNoSenseIsAnError(String json) {
        assertThatThrownBy(() -> FleetFile.parse(json))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("fleet file");
    }
}
