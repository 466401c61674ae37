package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PointCloudReaderTest {

    @Test
    void pointsOfAnXyzComeWithoutTitleRemarksAndColours() throws Exception {
        assertThat(PointCloudReader.readXyz(
                        file("X Y Z\n2\n# remark\n1 2 3 255 0 0\n\n// remark\n-4.5 5e1 .25\r\n"),
                        ReadLimits.defaults()))
                .containsExactly(1, 2, 3, -4.5, 50, 0.25);
    }

    @Test
    void lineOfAnXyzThatIsNoPointIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> PointCloudReader.readXyz(file("1 2 3\n4 5\n"), ReadLimits.defaults()))
                .isInstanceOf(MeshFormatException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> PointCloudReader.readXyz(file("1 2 3\n4 5 six\n"), ReadLimits.defaults()))
                .isInstanceOf(MeshFormatException.class);
        assertThatThrownBy(() -> PointCloudReader.readXyz(file("nothing here\n"), ReadLimits.defaults()))
                .hasMessageContaining("no point");
    }

    @Test
    void pointsOfAPcdComeFromTheirFields() throws Exception {
        String header = """
                # .PCD v0.7
                VERSION 0.7
                FIELDS rgb z x y
                SIZE 4 4 4 4
                TYPE F F F F
                COUNT 1 1 1 1
                WIDTH 3
                HEIGHT 1
                VIEWPOINT 0 0 0 1 0 0 0
                POINTS 3
                DATA ascii
                """;

        assertThat(PointCloudReader.readPcd(file(header + "7 3 1 2\n7 nan nan nan\n7 6 4 5"), ReadLimits.defaults()))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void pcdThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> PointCloudReader.readPcd(file("FIELDS x y z\nDATA binary\n"), ReadLimits.defaults()))
                .hasMessageContaining("not ASCII");
        assertThatThrownBy(() -> PointCloudReader.readPcd(file("FIELDS x y\nDATA ascii\n1 2\n"), ReadLimits.defaults()))
                .hasMessageContaining("no fields");
        assertThatThrownBy(
                        () -> PointCloudReader.readPcd(file("FIELDS x y z\nDATA ascii\n1 2\n"), ReadLimits.defaults()))
                .hasMessageContaining("fewer than 3");
    }

    private static InputStream file(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
