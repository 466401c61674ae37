package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are made to hurt: refused with the place, in bounded time and memory. */
class HostileZipTest {

    private static final int BOMB_BYTES = 150 << 20;

    @Test
    void bombIsRefusedWhileItUnfolds() throws IOException {
        byte[] spaces = new byte[BOMB_BYTES];
        Arrays.fill(spaces, (byte) ' ');
        byte[] bomb = Packages.of("").part(Packages.START, spaces).bytes();
        assertThat(bomb.length).isLessThan(BOMB_BYTES / 900);

        MeshFormatException refusal = Bounded.refusal(bomb, MeshFormat.THREE_MF, 16);

        assertThat(refusal.fault()).isEqualTo(MeshFault.PACKAGE_TOO_LARGE);
        assertThat(refusal.what()).contains("100 times");
    }

    /** Whatever lies in a part that is not needed is never unfolded. */
    @Test
    void bombInAPartThatNobodyNeedsIsLeftAlone() throws Exception {
        byte[] archive = Packages.of(Packages.object(1, Packages.BOX_MESH), Packages.item(1))
                .part("/3D/nested.3mf", Packages.of("", "").bytes())
                .part("/bomb.bin", new byte[64 << 20])
                .bytes();

        assertThat(Models.read(archive, MeshFormat.THREE_MF).mesh().facetCount())
                .isEqualTo(4);
    }

    @Test
    void declaredBytesBeyondTheLimitAreRefusedBeforeAnythingUnfolds() throws IOException {
        byte[] archive = Packages.of("", "").part("/a", new byte[1000]).bytes();
        ReadLimits limits = new ReadLimits(1 << 20, 100, 100, 1000, 100);

        MeshFormatException refusal = Bounded.refusal(
                new java.io.ByteArrayInputStream(archive), archive.length, MeshFormat.THREE_MF, limits, 2);

        assertThat(refusal.fault()).isEqualTo(MeshFault.PACKAGE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "C:/x.model",
                "..\\..\\x",
                "a/../../b",
                "a/./b",
                "a/..;/b",
                "a\u0000b",
                "a\nb",
                "..",
                ""
            })
    void nameThatLeadsOutIsRefused(String name) {
        MeshFormatException refusal = Bounded.refusal(archive(new Entry(name, "x")), MeshFormat.THREE_MF, 2);

        assertThat(refusal.fault()).isEqualTo(MeshFault.ZIP_NAME);
        assertThat(refusal.getMessage()).isPrintable().doesNotContain("\u0000");
    }

    /** Odd but harmless: they are names of parts and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"CON", "aux.model", "\u202Egnp.exe", "a b c", "3D\\x.model", "%2e%2e/x"})
    void oddNamesAreOnlyNames(String name) throws Exception {
        byte[] archive = Packages.of(Packages.object(1, Packages.BOX_MESH), Packages.item(1))
                .part("/" + name, "x")
                .bytes();

        assertThat(Models.read(archive, MeshFormat.THREE_MF).mesh().facetCount())
                .isEqualTo(4);
    }

    @Test
    void nameOfFourKilobytesIsRefused() {
        MeshFormatException refusal =
                Bounded.refusal(archive(new Entry("x".repeat(4096), "x")), MeshFormat.THREE_MF, 2);

        assertThat(refusal.fault()).isEqualTo(MeshFault.ZIP_NAME);
        assertThat(refusal.getMessage().length()).isLessThan(400);
    }

    @Test
    void entriesThatShareBytesOrNamesAreRefused() {
        byte[] twice = archive(new Entry("a", "x"), new Entry("A", "x"));
        byte[] shared = archive(new Entry("a", "x"), new Entry("b", "x"));
        int second = indexOf(shared, 0x02014b50, indexOf(shared, 0x02014b50, 0) + 1);
        buffer(shared).putInt(second + 42, 0).put(second + 46, (byte) 'a');

        assertThat(Bounded.refusal(twice, MeshFormat.THREE_MF, 2).fault()).isEqualTo(MeshFault.ZIP_OVERLAP);
        assertThat(Bounded.refusal(shared, MeshFormat.THREE_MF, 2).fault()).isEqualTo(MeshFault.ZIP_OVERLAP);
    }

    @Test
    void directoryAndEntryThatDisagreeAreRefused() {
        byte[] file = archive(new Entry("a", "x"));
        file[30] = 'b';

        assertThat(Bounded.refusal(file, MeshFormat.THREE_MF, 2).fault()).isEqualTo(MeshFault.ZIP_DIRECTORY);
    }

    @Test
    void millionEntriesAreRefusedByTheirNumber() {
        ByteBuffer file = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putLong(1_000_000)
                .putLong(1_000_000);
        file.putLong(0).putLong(0);
        file.putInt(0x07064b50).putInt(0).putLong(0).putInt(1);
        file.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);

        MeshFormatException refusal = Bounded.refusal(file.array(), MeshFormat.THREE_MF, 2);

        assertThat(refusal.fault()).isEqualTo(MeshFault.PACKAGE_TOO_LARGE);
        assertThat(refusal.what()).contains("1000000 entries");
    }

    @Test
    void numberOfEntriesThatIsNegativeIsRefused() {
        ByteBuffer file = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putLong(-5)
                .putLong(-5)
                .putLong(-1)
                .putLong(-1);
        file.putInt(0x07064b50).putInt(0).putLong(0).putInt(1);
        file.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);

        assertThat(Bounded.refusal(file.array(), MeshFormat.THREE_MF, 2).fault())
                .isEqualTo(MeshFault.PACKAGE_TOO_LARGE);
    }

    @Test
    void sizesThatLieAreRefused() throws IOException {
        for (int field : new int[] {20, 24, 16}) {
            for (int value : new int[] {0, 1, 5, -1, Integer.MAX_VALUE}) {
                byte[] file = Packages.of(Packages.object(1, Packages.BOX_MESH), Packages.item(1))
                        .bytes();
                buffer(file).putInt(indexOf(file, 0x02014b50, 0) + field, value);

                assertThat(Bounded.refusal(file, MeshFormat.THREE_MF, 2).fault())
                        .isIn(
                                MeshFault.ZIP_DATA,
                                MeshFault.TRUNCATED,
                                MeshFault.PACKAGE_TOO_LARGE,
                                MeshFault.ZIP_OVERLAP);
            }
        }
    }

    @Test
    void encryptedOrOddlyPackedEntryIsRefused() {
        for (int[] change : new int[][] {{8, 1}, {10, 12}, {10, 99}}) {
            byte[] file = archive(new Entry("a", "x"));
            buffer(file).putShort(indexOf(file, 0x02014b50, 0) + change[0], (short) change[1]);

            assertThat(Bounded.refusal(file, MeshFormat.THREE_MF, 2).fault()).isEqualTo(MeshFault.ZIP_METHOD);
        }
    }

    @Test
    void packageCutAnywhereIsRefused() throws IOException {
        byte[] file = Packages.of(Packages.object(1, Packages.BOX_MESH), Packages.item(1))
                .bytes();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(Bounded.refusal(cut, MeshFormat.THREE_MF, 2).where()).isNotEmpty();
        }
    }

    @Test
    void sizesInZip64FieldsAreRead() throws Exception {
        byte[] plain = Packages.of(Packages.object(1, Packages.BOX_MESH), Packages.item(1))
                .bytes();
        byte[] file = withZip64Sizes(plain);

        assertThat(file.length).isGreaterThan(plain.length);
        assertThat(Models.read(file, MeshFormat.THREE_MF).mesh().facetCount()).isEqualTo(4);
    }

    /** Moves the sizes of every entry of the directory into a zip64 field. */
    private static byte[] withZip64Sizes(byte[] plain) {
        ByteBuffer in = buffer(plain);
        int end = indexOf(plain, 0x06054b50, 0);
        int directory = in.getInt(end + 16);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, directory);
        for (int at = directory; at < end; ) {
            int name = in.getShort(at + 28);
            ByteBuffer entry = ByteBuffer.allocate(46 + name + 20).order(ByteOrder.LITTLE_ENDIAN);
            entry.put(plain, at, 46 + name).putShort((short) 1).putShort((short) 16);
            entry.putLong(in.getInt(at + 24)).putLong(in.getInt(at + 20));
            entry.putInt(20, -1).putInt(24, -1).putShort(30, (short) 20);
            out.writeBytes(entry.array());
            at += 46 + name + in.getShort(at + 30) + in.getShort(at + 32);
        }
        int length = out.size() - directory;
        out.write(plain, end, plain.length - end);
        byte[] file = out.toByteArray();
        buffer(file).putInt(file.length - 22 + 12, length);
        return file;
    }

    // ---- archives by hand, with any name ----

    private record Entry(String name, String content) {}

    private static byte[] archive(Entry... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            byte[] content = entry.content().getBytes(StandardCharsets.UTF_8);
            byte[] packed = deflated(content);
            CRC32 crc = new CRC32();
            crc.update(content);
            ByteBuffer shared = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
            shared.putShort((short) 20)
                    .putShort((short) 0)
                    .putShort((short) 8)
                    .putInt(0)
                    .putInt((int) crc.getValue());
            shared.putInt(packed.length)
                    .putInt(content.length)
                    .putShort((short) name.length)
                    .putShort((short) 0);
            int offset = out.size();
            put(out, 0x04034b50);
            out.writeBytes(shared.array());
            out.writeBytes(name);
            out.writeBytes(packed);
            put(directory, 0x02014b50);
            directory.writeBytes(new byte[] {20, 0});
            directory.writeBytes(shared.array());
            directory.writeBytes(new byte[10]);
            put(directory, offset);
            directory.writeBytes(name);
        }
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) entries.length).putShort((short) entries.length);
        end.putInt(directory.size()).putInt(start).putShort((short) 0);
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[content.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private static void put(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static ByteBuffer buffer(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int indexOf(byte[] file, int signature, int from) {
        ByteBuffer bytes = buffer(file);
        for (int at = from; at + 4 <= file.length; at++) {
            if (bytes.getInt(at) == signature) {
                return at;
            }
        }
        throw new AssertionError("no signature " + Integer.toHexString(signature));
    }
}
