package io.amsphub.processors.octoprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.HubException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Forms as libcurl and Qt write them, and as nobody should. */
class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=------------------------d74496d66958873e";
    private static final String B = "--------------------------d74496d66958873e";

    private static MultipartForm form(byte[] body, int chunk) {
        return MultipartForm.of(TYPE, new ByteArrayInputStream(body) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, chunk));
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anyContentComesOutAsItWentInHoweverTheBytesArrive() throws IOException {
        byte[] content = new byte[200_000];
        new Random(7).nextBytes(content);
        byte[] almost = bytes("\r\n--------------------------d74496d66958873");
        System.arraycopy(almost, 0, content, 65_500, almost.length);
        byte[] head = bytes(B + "\r\nContent-Disposition: form-data; name=\"print\"\r\n\r\ntrue\r\n" + B
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".gcode\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n");
        byte[] tail = bytes("\r\n" + B + "--\r\n");
        byte[] body = Arrays.copyOf(head, head.length + content.length + tail.length);
        System.arraycopy(content, 0, body, head.length, content.length);
        System.arraycopy(tail, 0, body, head.length + content.length, tail.length);
        for (int chunk : new int[] {1, 7, 4096, 1 << 20}) {
            MultipartForm form = form(body, chunk);
            MultipartForm.Piece print = Objects.requireNonNull(form.next());
            assertThat(print.name()).isEqualTo("print");
            assertThat(print.value()).isEqualTo("true");
            MultipartForm.Piece file = Objects.requireNonNull(form.next());
            assertThat(file.fileName()).isEqualTo("a \"b\".gcode");
            try (InputStream in = file.content()) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThat(form.next()).isNull();
        }
    }

    @Test
    void whatIsNotReadIsPassedOver() throws IOException {
        String body = B + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + "x".repeat(300_000) + "\r\n" + B
                + "\r\ncontent-disposition: form-data; name=b; filename*=UTF-8''%C3%A4.gcode\r\n\r\n\r\n" + B + "--";
        MultipartForm form = form(bytes(body), 1 << 16);
        assertThat(form.next()).isNotNull();
        MultipartForm.Piece second = Objects.requireNonNull(form.next());
        assertThat(second.name()).isEqualTo("b");
        assertThat(second.fileName()).isEqualTo("ä.gcode");
        assertThat(second.content().read()).isEqualTo(-1);
    }

    @Test
    void whatIsNoFormIsRefused() {
        assertThatThrownBy(() -> MultipartForm.of("application/json", InputStream.nullInputStream()))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("AMSP-1008");
        for (String body :
                new String[] {"", "garbage", B + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"}) {
            assertThatThrownBy(() -> {
                        MultipartForm form = form(bytes(body), 100);
                        for (MultipartForm.Piece p = form.next(); p != null; p = form.next()) {
                            p.value();
                        }
                    })
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("AMSP-1001");
        }
    }

    @Test
    void oddNamesAreRefusedAndNothingElseHappens() {
        for (String parameter : new String[] {
            "filename*=UTF-8''%zz.gcode",
            "filename*=UTF-8''half%C",
            "filename=\"" + "x".repeat(15_000) + "\"",
            "filename=\"" + "\\\"".repeat(7_000) + "\""
        }) {
            String body =
                    B + "\r\nContent-Disposition: form-data; name=\"file\"; " + parameter + "\r\n\r\nx\r\n" + B + "--";
            assertThatThrownBy(() -> form(bytes(body), 4096).next())
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("AMSP-1001");
        }
    }

    @Test
    void nameFullOfEscapesIsReadAsItIs() throws IOException {
        String name = "\\\"".repeat(900);
        String body = B + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\nx\r\n"
                + B + "--";
        assertThat(Objects.requireNonNull(form(bytes(body), 4096).next()).fileName())
                .isEqualTo("\"".repeat(900));
    }
}
