package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectionMemoryTest {

    @Test
    void binaryStlIsExact() {
        byte[] file = Models.binaryStl("solid", 3, new float[27]);

        assertThat(DetectionMemory.bytesNeeded(MeshFormat.STL, file.length, file))
                .isEqualTo(DetectionMemory.FIXED_BYTES + 3 * DetectionMemory.BYTES_A_FACET);
        assertThat(DetectionMemory.bytesNeeded(MeshFormat.STL, 84 + 50L * 10_000_000, new byte[4096]))
                .isEqualTo(DetectionMemory.FIXED_BYTES + 10_000_000L * DetectionMemory.BYTES_A_FACET);
    }

    /** Of every real model the estimate covers the facets that it turns out to have; it is not absurdly above. */
    @Test
    void estimateCoversEveryModelOfTheCorpus() throws Exception {
        for (MeshFormat format : MeshFormat.values()) {
            for (String file : Corpus.files(format.extension())) {
                byte[] bytes = Corpus.bytes(file);
                byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, MeshFormat.HEAD_BYTES));
                byte[] tail = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - (1 << 16)), bytes.length);
                long needed =
                        DetectionMemory.bytesNeeded(format, bytes.length, head, tail) - DetectionMemory.FIXED_BYTES;
                int facets;
                try {
                    facets = Models.read(bytes, format).mesh().facetCount();
                } catch (MeshFormatException e) {
                    continue;
                }
                if (!REPEATING.contains(file.substring(file.indexOf("__") + 2))) {
                    assertThat(needed).as(file).isGreaterThanOrEqualTo(200L * facets);
                }
                assertThat(needed).as(file).isLessThan(200L * (facets + 1000) * 16 + 200L * bytes.length);
            }
        }
    }

    /** They list the same few facets over and over, or place one object several times. */
    private static final Set<String> REPEATING =
            Set.of("box_longline.obj", "test9.amf", "multiple_cylinders.3mf", "counterXP.3MF");

    @Test
    void limitsStopAFileThatWouldNotFit() {
        ReadLimits limits = DetectionMemory.limits(DetectionMemory.FIXED_BYTES + 1000 * DetectionMemory.BYTES_A_FACET);
        byte[] obj = ("v 0 0 0\n".repeat(3) + "f 1 2 3\n".repeat(1001)).getBytes(StandardCharsets.UTF_8);

        assertThat(limits.maxFacets()).isEqualTo(1000);
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(obj, MeshFormat.OBJ, limits))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.TOO_MANY_FACETS));
    }
}
