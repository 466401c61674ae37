package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Writes a 3MF package whose mesh only chosen consumers can read (3MF secure content 1.0.3 with production 1.1): the
 * object lies in a part of its own under a random AES-256-GCM key, which is wrapped for each consumer's RSA key by
 * RSA-OAEP with SHA-256. The start part names the extension as required, so that a program that does not know it refuses
 * the package instead of printing nothing. The name of the part is authenticated with it. Never the same bytes twice.
 */
public final class SecureThreeMfWriter {

    /** Shortest modulus that is accepted, bits (secure content 1.1). */
    public static final int LEAST_RSA_BITS = 2048;

    private static final String OBJECT_PART = "/3D/Objects/part.model";
    private static final String KEY_STORE_PART = "/Secure/keystore.xml";
    private static final String MODEL_TYPE = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel";

    private static final String TYPES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
            <Override PartName="/Secure/keystore.xml" ContentType="application/vnd.ms-package.3dmanufacturing-keystore+xml"/>
            </Types>
            """;

    private final List<Consumer> consumers;
    private final SecureRandom random;

    /**
     * Who may read.
     *
     * @param id name of the consumer
     * @param keyId name of its key; null when it has one only
     * @param key RSA, at least {@value #LEAST_RSA_BITS} bits
     */
    public record Consumer(String id, @Nullable String keyId, RSAPublicKey key) {

        /** Checks the length of the key. */
        public Consumer {
            if (key.getModulus().bitLength() < LEAST_RSA_BITS) {
                throw new IllegalArgumentException(
                        "a key of " + key.getModulus().bitLength() + " bits is too short");
            }
        }
    }

    /** A writer for consumers. */
    public SecureThreeMfWriter(List<Consumer> consumers, SecureRandom random) {
        this.consumers = List.copyOf(consumers);
        this.random = random;
        if (consumers.isEmpty()) {
            throw new IllegalArgumentException("nobody could read the package");
        }
    }

    /**
     * Writes the mesh in mm.
     *
     * @param out gets the package; flushed, not closed
     */
    public void write(TriangleMesh mesh, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        put(zip, "[Content_Types].xml", TYPES);
        put(
                zip,
                "_rels/.rels",
                relationships(
                        relationship(1, "/3D/3dmodel.model", MODEL_TYPE),
                        relationship(
                                2, KEY_STORE_PART, "http://schemas.microsoft.com/3dmanufacturing/2019/04/keystore"),
                        relationship(
                                3,
                                KEY_STORE_PART,
                                "http://schemas.openxmlformats.org/package/2006/relationships/mustpreserve")));
        put(zip, "3D/3dmodel.model", startPart());
        put(
                zip,
                "3D/_rels/3dmodel.model.rels",
                relationships(
                        relationship(1, OBJECT_PART, MODEL_TYPE),
                        relationship(
                                2,
                                OBJECT_PART,
                                "http://schemas.openxmlformats.org/package/2006/relationships/encryptedfile")));
        byte[] key = bytes(SecureContent.KEY_BYTES);
        byte[] iv = bytes(SecureContent.IV_BYTES);
        byte[] aad = OBJECT_PART.getBytes(StandardCharsets.UTF_8);
        try {
            begin(zip, OBJECT_PART.substring(1));
            byte[] tag = seal(mesh, zip, SecureContent.sealing(key, iv, aad));
            put(zip, KEY_STORE_PART.substring(1), keyStore(key, iv, tag, aad));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks a cipher of 3MF secure content", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        zip.finish();
        out.flush();
    }

    private static byte[] seal(TriangleMesh mesh, ZipOutputStream zip, Cipher cipher)
            throws IOException, GeneralSecurityException {
        zip.write(SecureContent.HEADER);
        Sealing sealing = new Sealing(zip, cipher);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream folded = new DeflaterOutputStream(sealing, deflater, 1 << 14);
            AsciiOutput text = new AsciiOutput(folded);
            text.put(modelStart(""))
                    .put("<resources>\n<object id=\"1\" type=\"model\" p:UUID=\"" + UUID.randomUUID() + "\">\n");
            ThreeMfWriter.writeMesh(mesh, text);
            text.put("</object>\n</resources>\n<build/>\n</model>\n").flush();
            folded.finish();
        } finally {
            deflater.end();
        }
        return sealing.finish();
    }

    private static String modelStart(String required) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <model unit="millimeter" xml:lang="en-US" xmlns="%s" xmlns:p="%s" xmlns:sc="%s" requiredextensions="p%s">
                """.formatted(ThreeMfNames.CORE, ThreeMfNames.PRODUCTION, ThreeMfNames.SECURE_CONTENT, required);
    }

    private static String startPart() {
        return modelStart(" sc")
                + """
                <metadata name="Application">AMSP Hub</metadata>
                <resources>
                <object id="2" type="model" p:UUID="%s">
                <components>
                <component p:path="%s" objectid="1" p:UUID="%s"/>
                </components>
                </object>
                </resources>
                <build p:UUID="%s">
                <item objectid="2" p:UUID="%s"/>
                </build>
                </model>
                """.formatted(
                        UUID.randomUUID(), OBJECT_PART, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    }

    private String keyStore(byte[] key, byte[] iv, byte[] tag, byte[] aad) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <keystore xmlns="%s" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" UUID="%s">
                """.formatted(ThreeMfNames.SECURE_CONTENT, UUID.randomUUID()));
        for (Consumer consumer : consumers) {
            text.append("<consumer consumerid=\"")
                    .append(escaped(consumer.id()))
                    .append('"');
            if (consumer.keyId() != null) {
                text.append(" keyid=\"").append(escaped(consumer.keyId())).append('"');
            }
            text.append(">\n<keyvalue>").append(pem(consumer.key())).append("</keyvalue>\n</consumer>\n");
        }
        text.append("<resourcedatagroup keyuuid=\"").append(UUID.randomUUID()).append("\">\n");
        for (int index = 0; index < consumers.size(); index++) {
            text.append("""
                    <accessright consumerindex="%d">
                    <kekparams wrappingalgorithm="%s" mgfalgorithm="%s" digestmethod="%s"/>
                    <cipherdata><xenc:CipherValue>%s</xenc:CipherValue></cipherdata>
                    </accessright>
                    """.formatted(
                            index,
                            SecureContent.OAEP,
                            SecureContent.MASK_SHA256,
                            SecureContent.DIGEST_SHA256,
                            base64(SecureContent.wrap(consumers.get(index).key(), key))));
        }
        return text.append("""
                <resourcedata path="%s">
                <cekparams encryptionalgorithm="%s" compression="deflate">
                <iv>%s</iv>
                <tag>%s</tag>
                <aad>%s</aad>
                </cekparams>
                </resourcedata>
                </resourcedatagroup>
                </keystore>
                """.formatted(OBJECT_PART, SecureContent.GCM, base64(iv), base64(tag), base64(aad)))
                .toString();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String pem(RSAPublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String relationships(String... all) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n"
                + String.join("", all) + "</Relationships>\n";
    }

    private static String relationship(int number, String target, String type) {
        return "<Relationship Target=\"" + target + "\" Id=\"rel" + number + "\" Type=\"" + type + "\"/>\n";
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ThreeMfWriter.putPart(zip, name);
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        begin(zip, name);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Encrypts what passes; the tag comes apart from it. */
    private static final class Sealing extends OutputStream {

        private final OutputStream out;
        private final Cipher cipher;

        Sealing(OutputStream out, Cipher cipher) {
            this.out = out;
            this.cipher = cipher;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] sealed = cipher.update(bytes, offset, length);
            if (sealed != null) {
                out.write(sealed);
            }
        }

        byte[] finish() throws IOException, GeneralSecurityException {
            byte[] rest = cipher.doFinal();
            out.write(rest, 0, rest.length - SecureContent.TAG_BYTES);
            return Arrays.copyOfRange(rest, rest.length - SecureContent.TAG_BYTES, rest.length);
        }
    }
}
