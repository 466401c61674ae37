package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text and markup that is made to hurt: refused with the place, in bounded time and memory. */
class HostileTextTest {

    private static final long GIGABYTE = 1L << 30;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "STL|solid |a|MESH-LIM-003",
                "STL|solid x facet normal 0 0 1 |outer loop vertex 0 0 0 |MESH-STL-003",
                "STL|solid x facet normal 0 0 1 outer loop vertex |1|MESH-LIM-003",
                "STL|solid x\\n# |c|MESH-LIM-003",
                "OBJ|v 0 0 0\\nf |1 |MESH-LIM-003",
                "OBJ|v |9|MESH-LIM-003",
                "OBJ|# |c|MESH-LIM-003",
                "OBJ|# x\\nf 1 \\\\\\n|1 \\\\\\n|MESH-LIM-003",
                "OFF|OFF 1 1 0 |0|MESH-LIM-003",
                "OFF|OFF 1 1 0\\n0 0 0\\n400000000 |0 |MESH-LIM-003",
                "PLY|ply\\ncomment |c|MESH-LIM-003",
                "PLY|ply\\nformat ascii 1.0\\nelement vertex 1\\nproperty list int int x\\nend_header\\n400000000 |0 |MESH-PLY-002",
                "AMF|<amf |a|MESH-LIM-005",
                "AMF|<amf unit='|m|MESH-LIM-005",
                "AMF|<|a|MESH-LIM-005",
                "AMF|<amf>|<a>|MESH-LIM-005"
            })
    void gigabyteOnOneLineIsRefused(MeshFormat format, String start, String piece, String code) {
        Bounded.Endless file = new Bounded.Endless(unescaped(start), unescaped(piece), GIGABYTE);

        MeshFormatException refusal = Bounded.refusal(file, GIGABYTE, format, ReadLimits.defaults(), 16);

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.where()).startsWith("line ");
    }

    /** What may be long, such as a comment, is read through without being kept. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<amf><metadata type='x'>|1", "<amf><!--|c", "<amf>|&#65;", "<amf>|<a/>", "<amf>|<![CDATA[x]]>"})
    void markupWithoutEndIsReadThroughAndRefusedAtItsEnd(String markup) {
        int bar = markup.indexOf('|');
        Bounded.Endless file = new Bounded.Endless(markup.substring(0, bar), markup.substring(bar + 1), GIGABYTE / 16);

        MeshFormatException refusal = Bounded.refusal(file, GIGABYTE / 16, MeshFormat.AMF, ReadLimits.defaults(), 16);

        assertThat(refusal.fault()).isEqualTo(MeshFault.TRUNCATED);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\\\", "\\");
    }

    /** The millionth name would be one too many for a table of names; attributes and prefixes have bounds too. */
    @Test
    void namesWithoutEndAreRefused() {
        StringBuilder names = new StringBuilder("<amf>");
        for (int i = 0; i < 200_000; i++) {
            names.append("<n").append(i).append("/>");
        }
        byte[] file = names.append("</amf>").toString().getBytes(StandardCharsets.UTF_8);

        assertThat(Bounded.refusal(file, MeshFormat.AMF, 16).fault()).isEqualTo(MeshFault.XML_SYNTAX);
    }

    @Test
    void claimedThousandMillionsAllocateNothing() {
        String ply = """
                ply
                format binary_little_endian 1.0
                element vertex 2147483647
                property float x
                property float y
                property float z
                element face 2147483647
                property list uint int vertex_indices
                end_header
                0000""";
        String list = """
                ply
                format binary_little_endian 1.0
                element face 1
                property list uint int vertex_indices
                end_header
                \177\177\177\177\001\001\001\001""";
        for (String text : new String[] {ply, list}) {
            byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(Bounded.refusal(file, MeshFormat.PLY, 2).fault())
                    .isIn(MeshFault.TRUNCATED, MeshFault.INDEX_OUT_OF_RANGE);
        }
        byte[] stl = Models.binaryStl("", 0xFFFFFFFFL, new float[9]);
        assertThat(Bounded.refusal(stl, MeshFormat.STL, 2).fault()).isEqualTo(MeshFault.STL_COUNT);
        assertThat(Bounded.refusal(new java.io.ByteArrayInputStream(stl), -1, MeshFormat.STL, ReadLimits.defaults(), 2)
                        .fault())
                .isEqualTo(MeshFault.STL_COUNT);
    }

    @Test
    void fileLongerThanTheLimitIsRefusedByItsLengthAndWhileReading() {
        ReadLimits small = ReadLimits.defaults().withMaxBytes(1000);
        assertThat(Bounded.refusal(new Bounded.Endless("v 0 0 0\n", "f 1 1 1\n", 5000), 5000, MeshFormat.OBJ, small, 2)
                        .fault())
                .isEqualTo(MeshFault.TOO_LONG);
        assertThat(Bounded.refusal(new Bounded.Endless("v 0 0 0\n", "f 1 1 1\n", 5000), -1, MeshFormat.OBJ, small, 2)
                        .fault())
                .isEqualTo(MeshFault.TOO_LONG);
    }

    /** A star of ten thousand corners has no fan; a file full of them must not take the square of its length. */
    @Test
    void concavePolygonsWithoutEndStayWithinTheirBudget() throws Exception {
        StringBuilder obj = new StringBuilder();
        int corners = 20_000;
        for (int i = 0; i < corners; i++) {
            double radius = i % 2 == 0 ? 10 : 9.99;
            double angle = 2 * Math.PI * i / corners;
            obj.append("v ")
                    .append(radius * Math.cos(angle))
                    .append(' ')
                    .append(radius * Math.sin(angle))
                    .append(" 0\n");
        }
        for (int face = 0; face < 5; face++) {
            obj.append('f');
            for (int i = 1; i <= corners; i++) {
                obj.append(' ').append((i + 7 * face) % corners + 1);
            }
            obj.append('\n');
        }
        byte[] file = obj.toString().getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();

        assertThat(Models.read(file, MeshFormat.OBJ).mesh().facetCount()).isEqualTo(5 * (corners - 2));

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
    }

    @Test
    void noEntityIsReadAndNobodyIsCalled(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "SECRET");
        try (ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + canary.getLocalPort() + "/x";
            for (String doctype : new String[] {
                "<!DOCTYPE amf [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><amf>&x;</amf>",
                "<!DOCTYPE amf [<!ENTITY x SYSTEM \"" + url + "\">]><amf>&x;</amf>",
                "<!DOCTYPE amf [<!ENTITY % x SYSTEM \"" + url + "\"> %x;]><amf/>",
                "<!DOCTYPE amf SYSTEM \"" + url + "\"><amf/>",
                "<!DOCTYPE amf PUBLIC \"-//x\" \"" + url + "\"><amf/>",
                laughs()
            }) {
                refused(doctype.getBytes(StandardCharsets.UTF_8), MeshFormat.AMF);
                refused(Packages.of(doctype.replace("amf", "model")).bytes(), MeshFormat.THREE_MF);
            }
            canary.setSoTimeout(200);
            assertThat(called(canary)).isFalse();
        }
    }

    private static void refused(byte[] file, MeshFormat format) {
        MeshFormatException refusal = Bounded.refusal(file, format, 8);
        assertThat(refusal.fault()).isEqualTo(MeshFault.XML_DOCTYPE);
        assertThat(refusal.getMessage()).doesNotContain("SECRET").doesNotContain("127.0.0.1");
    }

    private static boolean called(ServerSocket canary) {
        try {
            canary.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder("<!DOCTYPE amf [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            text.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return text.append("]><amf>&a29;</amf>").toString();
    }
}
