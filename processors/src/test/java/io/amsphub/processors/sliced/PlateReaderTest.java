package io.amsphub.processors.sliced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.failure.HubException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PlateReaderTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 7};
    private static final String GCODE = """
            ; HEADER_BLOCK_START
            ; BambuStudio 01.09.00.70
            ; model printing time: 20m 1s; total estimated time: 26m 2s
            ; total layer number: 40
            ; HEADER_BLOCK_END
            ; printable_area = 0x0,256x0,256x256,0x256
            ; printable_height = 250
            ; filament_type = PLA;PETG
            ; nozzle_diameter = 0.4
            ; printer_model = Bambu Lab P1S
            G28
            M83
            G1 Z.2
            G1 X100 Y100
            G1 X150 Y120 E2
            """;
    private static final String INFO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <config>
              <header><header_item key="X-BBL-Client-Type" value="slicer"/></header>
              <plate>
                <metadata key="index" value="2"/>
                <metadata key="printer_model_id" value="C12"/>
                <metadata key="nozzle_diameters" value="0.6"/>
                <metadata key="prediction" value="1571"/>
                <metadata key="weight" value="26.91"/>
                <object identify_id="930" name="a.stl" skipped="false" />
                <filament id="1" tray_info_idx="GFA00" type="PLA" color="#FFFFFF" used_m="8.01" used_g="24.31"/>
                <filament id="4" tray_info_idx="GFG00" type="PETG" color="#000000" used_m="0.90" used_g="2.60"/>
              </plate>
            </config>
            """;

    private static Map<String, byte[]> parts(String plate) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", text("<Types/>"));
        parts.put("3D/3dmodel.model", text("<model/>"));
        parts.put("Metadata/" + plate + ".gcode", text(GCODE));
        parts.put("Metadata/" + plate + ".png", PNG);
        parts.put("Metadata/slice_info.config", text(INFO));
        return parts;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void refused(byte[] file, String... words) {
        assertThatThrownBy(() -> {
                    try (PlateReader reader = new PlateReader()) {
                        reader.write(file);
                        reader.facts();
                    }
                })
                .isInstanceOfSatisfying(HubException.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo("AMSP-5101");
                    assertThat(refusal.problem().remedy()).contains(".gcode.3mf");
                })
                .hasMessageContainingAll(words);
    }

    @Test
    void whatTheSlicerCountedGoesBeforeWhatItWroteIntoTheGcode() throws IOException {
        try (PlateReader reader = new PlateReader()) {
            byte[] file = zip(parts("plate_2"));
            for (byte one : file) {
                reader.write(one);
            }
            GcodeFacts facts = reader.facts();
            assertThat(facts.slicer()).isEqualTo("BambuStudio 01.09.00.70");
            assertThat(facts.printTimeS()).isEqualTo(1571);
            assertThat(facts.filamentG()).isEqualTo(26.91);
            assertThat(facts.filamentMm()).isCloseTo(8910, within(1e-6));
            assertThat(facts.feedstocks()).containsExactly("PLA", "PETG");
            assertThat(facts.nozzleMm()).isEqualTo(0.6);
            assertThat(facts.printer()).isEqualTo("Bambu Lab P1S");
            assertThat(facts.layers()).isEqualTo(40);
            assertThat(facts.bed()).isEqualTo(new SizeMm(256, 256, 250));
            assertThat(facts.space()).isEqualTo(new SizeMm(150, 120, 0.2));
            assertThat(facts.tools())
                    .containsExactly(
                            new GcodeFacts.Tool(0, "PLA", 8010.0, 24.31), new GcodeFacts.Tool(3, "PETG", 900.0, 2.6));
            assertThat(reader.picture()).isEqualTo(PNG);
            assertThat(reader.pictureType()).isEqualTo("image/png");
        }
    }

    @Test
    void withoutTheCountsTheGcodeSpeaksForItself() throws IOException {
        Map<String, byte[]> parts = parts("plate_1");
        parts.put("Metadata/plate_1.gcode.md5", new byte[0]);
        try (PlateReader reader = new PlateReader()) {
            reader.write(zip(parts));
            assertThat(reader.facts().printTimeS())
                    .as("what is said of plate 2 is not for plate 1")
                    .isEqualTo(1562);
            assertThat(reader.facts().feedstocks()).containsExactly("PLA");
        }
    }

    @Test
    void whatCannotBePrintedIsRefused() throws IOException {
        Map<String, byte[]> model = parts("plate_1");
        model.remove("Metadata/plate_1.gcode");
        refused(zip(model), "was not sliced");
        Map<String, byte[]> two = parts("plate_1");
        two.put("Metadata/plate_3.gcode", text(GCODE));
        refused(zip(two), "2 plates");
        Map<String, byte[]> wrong = parts("plate_1");
        wrong.put("Metadata/plate_1.gcode.md5", text("00112233445566778899AABBCCDDEEFF"));
        refused(zip(wrong), "has the MD5", "instead of 0011");
        Map<String, byte[]> none = parts("plate_1");
        none.put("Metadata/plate_1.gcode", text("nothing\n"));
        refused(zip(none), "no G-code command");
        Map<String, byte[]> broken = parts("plate_1");
        broken.put("Metadata/slice_info.config", text("<config><plate>"));
        refused(zip(broken), "no XML");
        byte[] good = zip(parts("plate_1"));
        refused(Arrays.copyOf(good, good.length - 30), "no whole ZIP archive");
        refused(text("G28\n"), "no whole ZIP archive");
        refused(new byte[0], "empty");
    }

    @Test
    void nothingOutsideIsReadForTheCounts() throws IOException {
        Map<String, byte[]> parts = parts("plate_1");
        parts.put(
                "Metadata/slice_info.config",
                text("<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><config><plate>"
                        + "<metadata key=\"printer_model_id\" value=\"&x;\"/></plate></config>"));
        refused(zip(parts), "no XML");
    }

    @Test
    void bombIsStopped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Metadata/plate_1.gcode"));
            byte[] line = text("G1 X1 Y1 E1\n".repeat(1 << 14));
            for (int n = 0; n < 500; n++) {
                zip.write(line);
            }
            zip.closeEntry();
        }
        refused(bytes.toByteArray(), "100 times its length");
    }

    @Test
    void rubbishIsRefusedAndNothingElseHappens() throws IOException {
        byte[] good = zip(parts("plate_2"));
        Random random = new Random(3);
        for (int round = 0; round < 150; round++) {
            byte[] file = good.clone();
            for (int n = 0; n <= round % 4; n++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            try (PlateReader reader = new PlateReader()) {
                ((OutputStream) reader).write(file);
                assertThat(reader.facts()).isNotNull();
            } catch (HubException e) {
                assertThat(e.problem().code()).isEqualTo("AMSP-5101");
            }
        }
    }
}
