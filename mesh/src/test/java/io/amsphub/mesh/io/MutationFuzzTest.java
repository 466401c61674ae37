package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Files of the corpus with bits flipped, pieces cut out, repeated or taken from other files: each is read,
 * examined and corrected, or refused with a {@link MeshFormatException}, and nothing else ever happens. Runs
 * for some seconds, or for {@code -Damsphub.fuzz.minutes=N}; {@code -Damsphub.fuzz.seed=S} chooses another
 * run, and {@code -Damsphub.fuzz.file=S} with a seed that a failure names tries that one file.
 */
class MutationFuzzTest {

    private static final int SECONDS = 60 * Integer.getInteger("amsphub.fuzz.minutes", 0);
    private static final int SHORT_SECONDS = 15;
    private static final long SEED = Long.getLong("amsphub.fuzz.seed", 20_260_101L);
    private static final long FILE = Long.getLong("amsphub.fuzz.file", 0);
    private static final int LONGEST_FILE = 60_000;
    private static final int MOST_EXAMINED = 4000;
    private static final int MOST_CORRECTED = 1500;

    /** CPU seconds, far above what is usual, so that a slow machine does not matter. */
    private static final double SLOWEST_SECONDS = 20;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ReadLimits LIMITS = new ReadLimits(1 << 24, 200_000, 1000, 1 << 26, 100);

    private final Map<MeshFormat, List<byte[]>> seeds = new EnumMap<>(MeshFormat.class);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private double slowest;
    private String slowestFile = "";

    @Test
    void mutatedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        load();
        if (FILE != 0) {
            for (MeshFormat format : MeshFormat.values()) {
                tryOne(format, FILE);
            }
            return;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        long deadline = System.nanoTime() + Math.max(SHORT_SECONDS, SECONDS) * 1_000_000_000L;
        long runs = 0;
        while (System.nanoTime() < deadline) {
            for (MeshFormat format : MeshFormat.values()) {
                long seed = random.nextLong();
                tryOne(format, seed);
                runs++;
            }
        }
        Tables.print(
                "Mutation fuzz over the corpus with seed " + SEED,
                List.of(
                        runs + " runs",
                        outcomes.toString(),
                        String.format(Locale.ROOT, "slowest %.2f CPU s: %s", slowest, slowestFile)));
        assertThat(outcomes.size()).isGreaterThan(10);
    }

    private void load() throws IOException {
        for (MeshFormat format : MeshFormat.values()) {
            List<byte[]> files = new ArrayList<>();
            for (String file : Corpus.files(format.extension())) {
                byte[] bytes = Corpus.bytes(file);
                if (bytes.length > 0 && bytes.length <= LONGEST_FILE) {
                    files.add(bytes);
                }
            }
            seeds.put(format, files);
        }
        // so that changes reach the markup and not only the archive
        seeds.getOrDefault(MeshFormat.THREE_MF, List.of())
                .add(Packages.of(
                                Packages.object(1, Packages.BOX_MESH)
                                        + Packages.object(2, "<components><component objectid=\"1\"/></components>"),
                                Packages.item(1) + Packages.item(2))
                        .bytes());
    }

    private void tryOne(MeshFormat format, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> files = seeds.getOrDefault(format, List.of());
        byte[] file = mutated(files.get(random.nextInt(files.size())), files, random);
        if (format == MeshFormat.THREE_MF && random.nextInt(4) > 0) {
            file = withMutatedModel(random);
        }
        long length = random.nextInt(4) == 0 ? -1 : file.length;
        long start = PROCESS.getProcessCpuTime();
        String outcome;
        String name = format + " with -Damsphub.fuzz.file=" + seed;
        try {
            TriangleMesh mesh = MeshReaders.read(new ByteArrayInputStream(file), length, format, LIMITS);
            outcome = "read " + format + examined(mesh);
        } catch (MeshFormatException e) {
            outcome = e.code();
            assertThat(e.getMessage()).as("message").hasSizeLessThan(600).isPrintable();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            throw new AssertionError(name, e);
        }
        double seconds = (PROCESS.getProcessCpuTime() - start) / 1e9;
        if (seconds > slowest) {
            slowest = seconds;
            slowestFile = name;
        }
        assertThat(seconds).as("CPU seconds for %s", name).isLessThan(SLOWEST_SECONDS);
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static String examined(TriangleMesh mesh) {
        if (mesh.facetCount() > MOST_EXAMINED) {
            return "";
        }
        boolean solid = MeshDetection.detect(mesh).solid();
        if (mesh.facetCount() > MOST_CORRECTED) {
            return solid ? ", solid" : ", not solid";
        }
        CorrectionResult corrected = MeshCorrection.correct(mesh);
        assertThat(corrected.report().deviationMm()).as("deviation").isNotNaN();
        assertThat(solid && !corrected.report().solid())
                .as("sound and broken by it")
                .isFalse();
        assertThat(corrected.report().solid() || corrected.report().personDecides())
                .as("broken and silent")
                .isTrue();
        return solid ? ", solid" : corrected.report().solid() ? ", mended" : ", not mended";
    }

    private static byte[] withMutatedModel(SplittableRandom random) throws IOException {
        String model = "<model unit=\"millimeter\" xml:lang=\"en\" " + Packages.CORE
                + "><metadata name=\"Title\">a&amp;b</metadata><resources><basematerials id=\"5\"><base name=\"x\""
                + " displaycolor=\"#FF0000\"/></basematerials><object id=\"1\" pid=\"5\" pindex=\"0\">"
                + Packages.BOX_MESH
                + "</object><object id=\"2\"><components><component objectid=\"1\" transform=\"1 0 0 0 1 0 0 0 1 5 6 7\"/>"
                + "</components></object></resources><build><item objectid=\"2\"/><!-- x --></build></model>";
        byte[] bytes = model.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Packages.of("")
                .part(Packages.START, mutated(bytes, List.of(bytes), random))
                .bytes();
    }

    private static byte[] mutated(byte[] original, List<byte[]> others, SplittableRandom random) {
        byte[] file = original.clone();
        for (int change = random.nextInt(1, 6); change > 0; change--) {
            file = switch (random.nextInt(6)) {
                case 0, 1 -> flipped(file, random);
                case 2 -> Arrays.copyOf(file, random.nextInt(file.length + 1));
                case 3 -> spliced(file, others.get(random.nextInt(others.size())), random);
                case 4 -> repeated(file, random);
                default -> withNumber(file, random);
            };
            if (file.length == 0) {
                return file;
            }
        }
        return file;
    }

    private static byte[] flipped(byte[] file, SplittableRandom random) {
        for (int bit = random.nextInt(1, 12); bit > 0; bit--) {
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    private static byte[] spliced(byte[] file, byte[] other, SplittableRandom random) {
        int keep = random.nextInt(file.length + 1);
        int from = random.nextInt(other.length);
        byte[] joined = Arrays.copyOf(file, keep + other.length - from);
        System.arraycopy(other, from, joined, keep, other.length - from);
        return joined;
    }

    private static byte[] repeated(byte[] file, SplittableRandom random) {
        int from = random.nextInt(file.length);
        int length = random.nextInt(1, Math.min(200, file.length - from) + 1);
        byte[] longer = new byte[file.length + length];
        System.arraycopy(file, 0, longer, 0, from + length);
        System.arraycopy(file, from, longer, from + length, file.length - from);
        return longer;
    }

    private static final String[] NUMBERS = {
        "-1",
        "0",
        "4294967295",
        "2147483648",
        "1e999",
        "nan",
        "-0",
        "1e-400",
        "99999999999999999999",
        "0x10",
        "\u0000",
        "&lt;",
        "<"
    };

    private static byte[] withNumber(byte[] file, SplittableRandom random) {
        byte[] number = NUMBERS[random.nextInt(NUMBERS.length)].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = random.nextInt(file.length);
        for (int i = 0; i < number.length && at + i < file.length; i++) {
            file[at + i] = number[i];
        }
        return file;
    }
}
