package io.amsphub.processors.sliced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BgcodeReaderTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1};
    private static final byte[] QOI = {'q', 'o', 'i', 'f', 1};
    private static final String PRINTER = """
            printer_model=MK4
            filament_type=PLA;PETG
            nozzle_diameter=0.4,0.4
            filament used [mm]=1200.50,300
            filament used [g]=3.60,0.90
            estimated printing time (normal mode)=1h 2m 3s
            """;
    private static final String SLICER = "bed_shape=0x0,250x0,250x210,0x210\nmax_print_height=220\n";
    private static final String MOVES = moves();

    private static String moves() {
        StringBuilder moves = new StringBuilder("M73 P0 R62\nG28\nG92 E0\nM117 Layer XE 15*!\n");
        for (int n = 1; n <= 200; n++) {
            moves.append(";LAYER_CHANGE\n;Z:").append(n * 0.2).append('\n');
            moves.append("G1 Z")
                    .append(n)
                    .append(".5 F720\nG1 X")
                    .append(10 + n % 7)
                    .append(" Y20 E")
                    .append(2 * n - 1);
            moves.append("\nG1 X110.25 Y80.125 E").append(2 * n).append(".5\n");
        }
        return moves.toString();
    }

    private static BgcodeReader read(byte[] file, int chunk) {
        BgcodeReader reader = new BgcodeReader();
        try {
            for (int at = 0; at < file.length; at += chunk) {
                reader.write(file, at, Math.min(chunk, file.length - at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reader;
    }

    private static BgcodeFile head(boolean checked, int compression) {
        return new BgcodeFile(checked)
                .metadata(0, BgcodeFile.PLAIN, "Producer=PrusaSlicer 2.8.1\n")
                .metadata(3, BgcodeFile.PLAIN, PRINTER)
                .thumbnail(0, 16, 16, PNG)
                .thumbnail(2, 640, 480, QOI)
                .metadata(4, BgcodeFile.PLAIN, "total filament used [g]=4.60\n")
                .metadata(2, compression, SLICER);
    }

    @ParameterizedTest
    @CsvSource({"true,0,0,1", "true,1,2,7", "true,2,1,64", "true,3,2,100000", "false,1,0,3", "false,3,1,5"})
    void everyWayOfWritingSaysTheSame(boolean checked, int compression, int encoding, int chunk) {
        BgcodeFile file = head(checked, compression);
        int line = MOVES.indexOf('\n', 3000) + 1;
        for (String half : new String[] {MOVES.substring(0, line), MOVES.substring(line)}) {
            file.gcode(compression, encoding, half);
        }
        GcodeReader text = new GcodeReader();
        byte[] bytes = MOVES.getBytes(StandardCharsets.UTF_8);
        text.write(bytes, 0, bytes.length);

        BgcodeReader reader = read(file.bytes(), chunk);
        GcodeFacts facts = reader.facts();
        assertThat(facts.slicer()).isEqualTo("PrusaSlicer 2.8.1");
        assertThat(facts.printTimeS()).isEqualTo(3723);
        assertThat(facts.filamentMm()).isCloseTo(1500.5, within(1e-9));
        assertThat(facts.filamentG()).isEqualTo(4.6);
        assertThat(facts.feedstocks()).containsExactly("PLA", "PETG");
        assertThat(facts.nozzleMm()).isEqualTo(0.4);
        assertThat(facts.printer()).isEqualTo("MK4");
        assertThat(facts.bed()).isEqualTo(new SizeMm(250, 210, 220));
        assertThat(facts.tools())
                .containsExactly(
                        new GcodeFacts.Tool(0, "PLA", 1200.5, 3.6), new GcodeFacts.Tool(1, "PETG", 300.0, 0.9));
        assertThat(facts.layers()).isEqualTo(200);
        assertThat(facts.space()).isEqualTo(text.facts().space());
        assertThat(reader.picture()).isEqualTo(PNG);
        assertThat(reader.pictureType()).isEqualTo("image/png");
    }

    @Test
    void shrunkBytesUnfoldAsTheReferenceSays() {
        assertThat(Heatshrink.unfold(
                        new byte[] {(byte) 0xB3, 0x5B, (byte) 0xED, (byte) 0xE0, 0x40, (byte) 0x80}, 7, 7, 6))
                .isEqualTo("foofoo".getBytes(StandardCharsets.US_ASCII));
        assertThat(Heatshrink.unfold(new byte[] {(byte) 0xB0, (byte) 0x80, 0x01, (byte) 0x80}, 8, 7, 5))
                .isEqualTo("aaaaa".getBytes(StandardCharsets.US_ASCII));
        assertThat(Heatshrink.unfold(new byte[] {0, 0}, 11, 4, 1))
                .as("from before the beginning")
                .containsExactly(0);
    }

    @Test
    void packedTextIsUnpackedAsItWas() {
        assertThat(MeatPack.unpack(BgcodeFile.pack("G1 X10 Y-2.5 E.125\nM117 Hi E!\n;a comment, E  E\nT1\n")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("G1X10Y-2.5E.125\nM117 Hi E!\n;a comment, E  E\nT1\n");
        assertThat(MeatPack.unpack(new byte[] {'a', -1, 'b'})).containsExactly('a', 0xFF, 'b');
    }

    private static void refused(byte[] file, String... words) {
        assertThatThrownBy(() -> read(file, 1000).facts())
                .isInstanceOfSatisfying(HubException.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo("AMSP-5101");
                    assertThat(refusal.problem().remedy()).isNotBlank();
                })
                .hasMessageContainingAll(words);
    }

    @Test
    void whatIsDamagedOrLiesIsRefusedWithItsPlace() {
        byte[] good = head(true, 1).gcode(1, 2, MOVES).bytes();
        byte[] flipped = good.clone();
        flipped[flipped.length - 10] ^= 1;
        refused(flipped, "checksum of a block is wrong");
        refused(Arrays.copyOf(good, good.length - 1), "ends in the middle of a block");
        refused(Arrays.copyOf(good, 7), "ends in the middle");
        refused(head(true, 0).bytes(), "no G-code command");
        refused("GCDF4567890".getBytes(StandardCharsets.US_ASCII), "does not begin with GCDE");
        byte[] newer = good.clone();
        newer[4] = 2;
        refused(newer, "version 2");
        byte[] data = "G28\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        refused(new BgcodeFile(true).block(1, 0, new int[] {0}, -1, data).bytes(), "4294967295 bytes", "more than");
        refused(new BgcodeFile(true).block(9, 0, new int[] {0}, data).bytes(), "unknown type 9");
        refused(new BgcodeFile(true).block(1, 4, new int[] {0}, 9, data).bytes(), "unknown compression 4");
        refused(new BgcodeFile(true).block(1, 0, new int[] {3}, data).bytes(), "unknown encoding 3");
        refused(new BgcodeFile(true).block(4, 0, new int[] {1}, data).bytes(), "metadata of the unknown encoding");
        refused(new BgcodeFile(true).block(1, 1, new int[] {0}, 400, data).bytes(), "no deflated data");
        byte[] zeros = new byte[100_000];
        byte[] shrunk = BgcodeFile.shrink(data, 12, 4);
        refused(
                new BgcodeFile(true)
                        .block(1, 3, new int[] {0}, 401 + 8000, shrunk)
                        .bytes(),
                "unfolds to",
                "8401");
        refused(new BgcodeFile(true).block(1, 0, new int[] {0}, zeros).bytes(), "bytes that are no text");
    }

    @Test
    void bombIsStoppedBeforeItUnfolds() {
        byte[] line = "G1 X1 Y1\n".repeat(400_000).getBytes(StandardCharsets.US_ASCII);
        BgcodeFile file = new BgcodeFile(false);
        byte[] whole = new BgcodeFile(false).block(1, 1, new int[] {0}, line).bytes();
        byte[] folded = Arrays.copyOfRange(whole, 10 + 14, whole.length);
        for (int n = 0; n < 40; n++) {
            file.block(1, 1, new int[] {0}, line.length, folded);
        }
        refused(file.bytes(), "more than 100 times");
        byte[] longer =
                new BgcodeFile(true).block(1, 1, new int[] {0}, 100, folded).bytes();
        refused(longer, "does not unfold to the 100 bytes");
    }

    @Test
    void rubbishIsRefusedAndNothingElseHappens() {
        byte[] good = head(false, 2).gcode(2, 2, MOVES.substring(0, 2000)).bytes();
        Random random = new Random(5);
        for (int round = 0; round < 400; round++) {
            byte[] file = good.clone();
            for (int n = 0; n <= round % 4; n++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(file, 4096).facts()).isNotNull();
            } catch (HubException e) {
                assertThat(e.problem().code()).isEqualTo("AMSP-5101");
            }
        }
    }
}
