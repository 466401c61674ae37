package io.amsphub.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealed files: what goes in comes out, from any place, and what was touched does not. */
@SuppressWarnings("NullAway") // JUnit sets the field
class SealedFileTest {

    private static final int CHUNK = ChunkCipher.CHUNK;

    @TempDir
    Path directory;

    private final byte[] key = KeyWrap.newKey();

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] sealed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealingOutput sealing = new SealingOutput(out, key)) {
            int half = content.length / 2;
            sealing.write(content, 0, half);
            for (int i = half; i < Math.min(content.length, half + 3); i++) {
                sealing.write(content[i]);
            }
            int rest = Math.min(content.length, half + 3);
            sealing.write(content, rest, content.length - rest);
        }
        return out.toByteArray();
    }

    private byte[] opened(byte[] file) throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, file);
        try (SealedInput in = new SealedInput(path, key)) {
            return in.readAllBytes();
        }
    }

    private void refused(byte[] file) {
        assertThatThrownBy(() -> opened(file)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17})
    void whatGoesInComesOut(int length) throws IOException {
        byte[] content = content(length);
        byte[] file = sealed(content);
        assertThat(opened(file)).isEqualTo(content);
        assertThat(ChunkCipher.contentBytes(file.length)).isEqualTo(length);
        assertThat(file.length - length).isEqualTo(16 + 16 * Math.max(1, (length + CHUNK - 1) / CHUNK));
    }

    @Test
    void sameContentNeverLooksTheSameUnderAnotherKey() throws IOException {
        byte[] content = content(1000);
        byte[] first = sealed(content);
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        try (SealingOutput sealing = new SealingOutput(other, KeyWrap.newKey())) {
            sealing.write(content);
        }
        assertThat(other.toByteArray()).isNotEqualTo(first);
        refused(other.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {CHUNK, 2 * CHUNK + 17})
    void everyByteThatIsChangedIsFound(int length) throws IOException {
        byte[] file = sealed(content(length));
        for (int at = 0; at < file.length; at += 4099) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            refused(changed);
        }
        byte[] changed = file.clone();
        changed[file.length - 1] ^= (byte) 0x80;
        refused(changed);
    }

    @Test
    void fileThatIsCutOffIsFoundWhereverItIsCut() throws IOException {
        byte[] file = sealed(content(3 * CHUNK));
        for (int length : new int[] {
            0,
            15,
            16,
            31,
            32,
            file.length - 1,
            16 + ChunkCipher.SEALED_CHUNK,
            16 + 2 * ChunkCipher.SEALED_CHUNK,
            16 + 2 * ChunkCipher.SEALED_CHUNK + 16
        }) {
            refused(Arrays.copyOf(file, length));
        }
        refused(Arrays.copyOf(file, file.length + 1));
        refused(Arrays.copyOf(file, file.length + ChunkCipher.SEALED_CHUNK));
    }

    @Test
    void chunksThatChangedPlacesOrCameTwiceAreFound() throws IOException {
        byte[] file = sealed(content(4 * CHUNK));
        byte[] swapped = file.clone();
        System.arraycopy(file, 16, swapped, 16 + ChunkCipher.SEALED_CHUNK, ChunkCipher.SEALED_CHUNK);
        System.arraycopy(file, 16 + ChunkCipher.SEALED_CHUNK, swapped, 16, ChunkCipher.SEALED_CHUNK);
        refused(swapped);
        byte[] twice = file.clone();
        System.arraycopy(file, 16, twice, 16 + ChunkCipher.SEALED_CHUNK, ChunkCipher.SEALED_CHUNK);
        refused(twice);
    }

    @Test
    void anyPlaceIsReachedWithoutReadingWhatIsBefore() throws IOException {
        byte[] content = content(5 * CHUNK + 100);
        byte[] file = sealed(content);
        file[16 + 10] ^= 1;
        Path path = directory.resolve("file");
        Files.write(path, file);
        for (int from : new int[] {CHUNK, 2 * CHUNK - 1, 4 * CHUNK + 7, content.length - 1}) {
            try (SealedInput in = new SealedInput(path, key)) {
                assertThat(in.skip(from)).isEqualTo(from);
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, from, content.length));
            }
        }
        try (SealedInput in = new SealedInput(path, key)) {
            assertThat(in.skip(Long.MAX_VALUE)).isEqualTo(content.length);
            assertThat(in.read()).isEqualTo(-1);
        }
        try (SealedInput in = new SealedInput(path, key)) {
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("chunk 0");
        }
    }
}
