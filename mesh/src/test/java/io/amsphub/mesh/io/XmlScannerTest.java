package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlScannerTest {

    @Test
    void elementsAttributesAndTextAreFound() throws Exception {
        XmlScanner xml = scan("<?xml version='1.0'?><!-- a > b --><a:r xmlns:a='u:1' xmlns='u:2' a:k='1'  k = \"2\" >"
                + "<x>1<!-- no -->.<![CDATA[5<]]>&amp;&#65;</x ><y/></a:r>\n<!-- end -->\n");

        assertThat(xml.next()).isEqualTo(XmlScanner.Event.START);
        assertThat(xml.tag().is("u:1", "r")).isTrue();
        assertThat(xml.tag().string(xml.tag().find("u:1", "k"))).isEqualTo("1");
        assertThat(xml.tag().value("k")).isEqualTo("2");
        assertThat(xml.next()).isEqualTo(XmlScanner.Event.START);
        assertThat(xml.tag().is("u:2", "x")).isTrue();
        assertThat(xml.next()).isEqualTo(XmlScanner.Event.END);
        assertThat(xml.text().string()).isEqualTo("1.5<&A");
        assertThat(xml.next()).isEqualTo(XmlScanner.Event.START);
        assertThat(xml.next()).isEqualTo(XmlScanner.Event.END);
        assertThat(xml.tag().is("u:2", "y")).isTrue();
        assertThat(xml.next()).isEqualTo(XmlScanner.Event.END);
        assertThat(xml.next()).isEqualTo(XmlScanner.Event.DOCUMENT_END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void unicodeIsReadByItsMark(String charset) throws Exception {
        byte[] bytes = "\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?><r t='\u00e9\u4e2d'/>"
                .getBytes(Charset.forName(charset));
        XmlScanner xml = new XmlScanner(new ByteArrayInputStream(bytes), "", 1000, XmlScanner.UNICODE);

        xml.next();

        assertThat(xml.tag().value("t")).isEqualTo("\u00e9\u4e2d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MESH-XML-001|<a></b>",
                "MESH-XML-001|<a/><b/>",
                "MESH-XML-001|<a x='1' x='2'/>",
                "MESH-XML-001|<a x=1/>",
                "MESH-XML-001|<a x/>",
                "MESH-XML-001|<a b:x='1'/>",
                "MESH-XML-001|<b:a/>",
                "MESH-XML-001|<a x='<'/>",
                "MESH-XML-001|<a x='1'y='2'/>",
                "MESH-XML-001|<1/>",
                "MESH-XML-001|< a/>",
                "MESH-XML-001|<a>&</a>",
                "MESH-XML-001|<a>&#0;</a>",
                "MESH-XML-001|<a>&#xD800;</a>",
                "MESH-XML-001|<a>&#x110000;</a>",
                "MESH-XML-001|<a/>x",
                "MESH-XML-001|<a><!-- -- --></a>",
                "MESH-XML-001|<a><?xml version='1.0'?></a>",
                "MESH-XML-001|<a></a></a>",
                "MESH-XML-001|<![CDATA[x]]><a/>",
                "MESH-XML-001|<a>\u0001</a>",
                "MESH-XML-001|<a x='\u0001'/>",
                "MESH-XML-001|<a x='&b'/>",
                "MESH-XML-001|<a:b:c/>",
                "MESH-XML-001|<!ELEMENT a ANY>",
                "MESH-XML-002|<!DOCTYPE a><a/>",
                "MESH-XML-002|<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
                "MESH-XML-003|<a>&b;</a>",
                "MESH-XML-003|<a x='&b;'/>",
                "MESH-XML-004|x",
                "MESH-XML-004|\u00ff<a/>",
                "MESH-XML-004|<?xml version='1.0' encoding='UTF-32'?><a/>",
                "MESH-XML-004|<?xml encoding='ebcdic'?><a/>",
                "MESH-IO-003|<a>",
                "MESH-IO-003|<a",
                "MESH-IO-003|<a x='",
                "MESH-IO-003|<a><!-- ",
                "MESH-IO-003|<a><![CDATA[",
                "MESH-IO-003|<",
                "MESH-IO-003|<a><"
            })
    void brokenMarkupIsRefused(String code, String markup) {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> readAll(scan(markup)))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.where()).matches("part x, line \\d+, byte \\d+");
                });
    }

    @Test
    void boundsAreKept() {
        String deep = "<a>".repeat(257) + "</a>".repeat(257);
        String wide = "<a " + "x".repeat(70_000) + "='1'/>";
        StringBuilder many = new StringBuilder("<a");
        for (int i = 0; i < 257; i++) {
            many.append(" a").append(i).append("=''");
        }
        for (String markup : new String[] {deep, wide, many.append("/>").toString()}) {
            assertThatExceptionOfType(MeshFormatException.class)
                    .isThrownBy(() -> readAll(scan(markup)))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.MARKUP_TOO_LARGE));
        }
    }

    @Test
    void longTextIsCutAndSaysSo() throws Exception {
        XmlScanner xml = scan("<a>" + "x".repeat(100_000) + "</a>");
        xml.next();
        xml.next();

        assertThat(xml.text().wasCut()).isTrue();
        assertThat(xml.text().string()).hasSize(1 << 16);
    }

    @Test
    void placeIsThatOfTheTag() throws Exception {
        XmlScanner xml = scan("<a>\n\n  <b\n/>\n</a>");
        xml.next();
        xml.next();

        assertThat(xml.where()).isEqualTo("part x, line 3, byte 7");
        assertThat(xml.path()).containsExactly("a", "b");
    }

    @Test
    void tagsThatStraddleWindowsAreWhole() throws Exception {
        String vertex = "<vertex x=\"0.123456789\" y=\"-1\" z=\"2\"/>";
        XmlScanner xml = scan("<v>" + vertex.repeat(20_000) + "</v>");
        xml.next();
        for (int i = 0; i < 20_000; i++) {
            assertThat(xml.next()).isEqualTo(XmlScanner.Event.START);
            assertThat(xml.tag().number(0)).isEqualTo(0.123456789);
            assertThat(xml.tag().index(2)).isEqualTo(2);
            xml.next();
        }
        readAll(xml);
    }

    private static XmlScanner scan(String markup) throws IOException, MeshFormatException {
        byte[] bytes = markup.getBytes(StandardCharsets.UTF_8);
        return new XmlScanner(new ByteArrayInputStream(bytes), "part x", Long.MAX_VALUE, XmlScanner.UNICODE);
    }

    private static void readAll(XmlScanner xml) throws IOException, MeshFormatException {
        XmlScanner.Event event;
        do {
            event = xml.next();
        } while (event != XmlScanner.Event.DOCUMENT_END);
    }
}
