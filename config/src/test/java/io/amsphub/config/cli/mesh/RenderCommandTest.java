package io.amsphub.config.cli.mesh;

import static io.amsphub.config.cli.mesh.MeshCli.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures and viewer files on the command line. */
class RenderCommandTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path box() throws IOException {
        return MeshCli.block(folder.resolve("box.obj"), 30, 20, 10, true);
    }

    private byte[] drawn(String name, Object... options) throws IOException {
        Path out = folder.resolve(name);
        Object[] arguments = new Object[options.length + 5];
        System.arraycopy(new Object[] {"render", "--json", box(), "-o", out}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        MeshCli.Result result = run(arguments);
        assertThat(result.code()).as(result.toString()).isEqualTo(MeshCommand.SOUND);
        byte[] bytes = Files.readAllBytes(out);
        assertThat(result.json().path("outputBytes").asInt()).isEqualTo(bytes.length);
        return bytes;
    }

    @Test
    void pictureHasTheSizeThatWasAskedFor() throws IOException {
        byte[] png = drawn("a.png", "--size", "320x200", "--view", "isometric-below");

        assertThat(png).startsWith(PNG);
        assertThat(ByteBuffer.wrap(png).getInt(16)).isEqualTo(320);
        assertThat(ByteBuffer.wrap(png).getInt(20)).isEqualTo(200);
    }

    @Test
    void viewAndFindingsChangeThePicture() throws IOException {
        byte[] plain = drawn("a.png");

        assertThat(ByteBuffer.wrap(plain).getInt(16)).isEqualTo(960);
        assertThat(drawn("b.png")).isEqualTo(plain);
        assertThat(drawn("c.png", "--view", "TOP")).isNotEqualTo(plain);
        assertThat(drawn("d.png", "--findings")).isNotEqualTo(plain);
    }

    @Test
    void glbHasItsHeaderAndTheFindings() throws IOException {
        byte[] glb = drawn("a.glb", "--findings");

        ByteBuffer header = ByteBuffer.wrap(glb).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(glb, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("glTF");
        assertThat(header.getInt(4)).isEqualTo(2);
        assertThat(header.getInt(8)).isEqualTo(glb.length);
        assertThat(new String(glb, StandardCharsets.ISO_8859_1)).contains("\"OPEN_EDGE\"");
        assertThat(new String(drawn("b.glb"), StandardCharsets.ISO_8859_1)).doesNotContain("\"OPEN_EDGE\"");
    }

    @Test
    void whatCannotBeDrawnIsRefused() throws IOException {
        assertThat(run("render", box(), "-o", folder.resolve("a.jpg")).err()).contains(FileRefusal.NO_WRITER, ".png");
        for (String size : new String[] {"20x20", "99999x100", "wide"}) {
            MeshCli.Result result = run("render", box(), "-o", folder.resolve("a.png"), "--size", size);
            assertThat(result.code()).as(size).isEqualTo(MeshCommand.REFUSED);
            assertThat(result.err()).contains(size);
        }
        assertThat(run("render", box(), "-o", folder.resolve("a.png"), "--view", "above")
                        .err())
                .contains("isometric-below");
        Path empty = Files.writeString(folder.resolve("empty.off"), "OFF\n0 0 0\n");
        assertThat(run("render", empty, "-o", folder.resolve("a.png")).code()).isEqualTo(MeshCommand.REFUSED);
        assertThat(folder.resolve("a.png")).doesNotExist();
    }
}
