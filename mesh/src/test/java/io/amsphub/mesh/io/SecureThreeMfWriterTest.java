package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecureThreeMfWriterTest {

    private static final TriangleMesh TORUS = Shapes.torus(20, 5, 64, 24);
    private static final String OBJECT = "3D/Objects/part.model";
    private static final String STORE = "Secure/keystore.xml";

    @SuppressWarnings("NullAway.Init") // set before all
    private static KeyPair north;

    @SuppressWarnings("NullAway.Init") // set before all
    private static KeyPair south;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        north = pair(2048);
        south = pair(3072);
    }

    private static KeyPair pair(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static byte[] written(KeyPair... readers) throws IOException {
        List<SecureThreeMfWriter.Consumer> consumers = Arrays.stream(readers)
                .map(pair -> new SecureThreeMfWriter.Consumer("centre <1>", "k", (RSAPublicKey) pair.getPublic()))
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SecureThreeMfWriter(consumers, new SecureRandom()).write(TORUS, out);
        return out.toByteArray();
    }

    private static TriangleMesh opened(byte[] file, KeyPair key) throws IOException, MeshFormatException {
        return MeshReaders.readSecure(new ByteArrayInputStream(file), key.getPrivate(), ReadLimits.defaults())
                .mesh();
    }

    private static void refused(byte[] file, KeyPair key, MeshFault fault) {
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> opened(file, key))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
                .satisfies(e -> assertThat(e.where()).isEqualTo("part '/" + OBJECT + "'"));
    }

    private static Map<String, byte[]> parts(byte[] file) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] zipped(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    void eachConsumerReadsWhatWasWritten() throws IOException, MeshFormatException {
        byte[] file = written(north, south);
        for (KeyPair key : List.of(north, south)) {
            assertThat(opened(file, key).points()).isEqualTo(TORUS.points());
            assertThat(opened(file, key).facets()).isEqualTo(TORUS.facets());
        }
    }

    @Test
    void nothingOfTheMeshIsInTheOpen() throws IOException {
        Map<String, byte[]> parts = parts(written(north));
        assertThat(text(parts, OBJECT)).startsWith("%3McF").doesNotContain("vertex");
        assertThat(text(parts, "3D/3dmodel.model"))
                .contains("requiredextensions=\"p sc\"")
                .doesNotContain("vertex");
        assertThat(text(parts, STORE)).contains("consumerid=\"centre &lt;1>\"", "BEGIN PUBLIC KEY");
    }

    @Test
    void withoutAKeyItIsRefusedByName() throws IOException {
        byte[] file = written(north);
        assertThatExceptionOfType(MeshFormatException.class)
                .isThrownBy(() -> Models.read(file, MeshFormat.THREE_MF))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(MeshFault.MF_ENCRYPTED));
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        refused(written(north), south, MeshFault.MF_NO_ACCESS);
    }

    @Test
    void aChangedPartIsRefused() throws IOException {
        Map<String, byte[]> parts = parts(written(north));
        byte[] changed = parts.getOrDefault(OBJECT, new byte[0]).clone();
        changed[changed.length / 2] ^= 1;
        parts.put(OBJECT, changed);
        refused(zipped(parts), north, MeshFault.MF_TAMPERED);
        parts.put(OBJECT, Arrays.copyOf(changed, 5));
        refused(zipped(parts), north, MeshFault.MF_KEY_STORE);
    }

    @Test
    void aPartOfAnotherPackageIsRefused() throws IOException {
        Map<String, byte[]> parts = parts(written(north));
        parts.put(OBJECT, parts(written(north)).getOrDefault(OBJECT, new byte[0]));
        refused(zipped(parts), north, MeshFault.MF_TAMPERED);
    }

    @Test
    void whatOthersWrapWithSha1IsRead() throws IOException, MeshFormatException, GeneralSecurityException {
        Map<String, byte[]> parts = parts(written(north));
        String store = text(parts, STORE);
        String wrapped = store.replaceAll("(?s).*CipherValue>([^<]+)<.*", "$1");
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                north.getPrivate(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        byte[] key = cipher.doFinal(Base64.getDecoder().decode(wrapped));
        cipher.init(
                Cipher.ENCRYPT_MODE,
                north.getPublic(),
                new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
        String old = store.replaceAll(
                        "<kekparams [^>]*>", "<kekparams wrappingalgorithm=\"" + SecureContent.OAEP_MGF1P + "\"/>")
                .replace(wrapped, Base64.getEncoder().encodeToString(cipher.doFinal(key)));
        parts.put(STORE, old.getBytes(StandardCharsets.UTF_8));
        assertThat(opened(zipped(parts), north).points()).isEqualTo(TORUS.points());
        parts.put(STORE, old.replace("aes256-gcm", "aes256-cbc").getBytes(StandardCharsets.UTF_8));
        refused(zipped(parts), north, MeshFault.MF_KEY_STORE);
    }

    @Test
    void aShortKeyIsNotAccepted() throws GeneralSecurityException {
        RSAPublicKey weak = (RSAPublicKey) pair(1024).getPublic();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecureThreeMfWriter.Consumer("north", null, weak))
                .withMessageContaining("1024 bits");
    }
}
