package io.amsphub.processors.tdp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.memory.MemoryBlobs;
import io.amsphub.processors.tdp.PackageVerification.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageVerificationTest {

    private static final String PART = "parts/ord_1-1/part.json";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final Key key = new Key();
    private final MemoryBlobs blobs = new MemoryBlobs();

    /** A key pair of its own. */
    private static final class Key implements PackageSigner {

        private final KeyPair pair;

        Key() {
            try {
                pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public byte[] sign(byte[] bytes) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(bytes);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public byte[] publicKey() {
            return pair.getPublic().getEncoded();
        }

        @Override
        public String keyId() {
            return "test";
        }
    }

    private byte[] written(PackageSigner signer) throws IOException {
        byte[] model = new byte[200_000];
        new Random(1).nextBytes(model);
        BlobRef blob = blobs.store("model/stl", out -> out.write(model));
        PackageFile file = new PackageFile(blobs);
        file.document("model/revision.json", new HashMap<>(Map.of("b", 1, "a", List.of(2, 3), "zz", "x", "y", "z")));
        file.blob("model/source.stl", blob);
        file.document(PART, Map.of("serial", "ord_1-1"));
        try (InputStream in = file.signed("ord_1", 1, signer)) {
            return in.readAllBytes();
        }
    }

    private List<PackageVerification.Finding> findings(byte[] zip) throws IOException {
        Path file = Files.write(directory.resolve("p.zip"), zip);
        return PackageVerification.of(file, key.publicKey()).findings();
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                all.put(entry.getName(), in.readAllBytes());
            }
        }
        return all;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void assertFound(Map<String, byte[]> changed, Kind kind, String entry) throws IOException {
        assertThat(findings(zip(changed))).anySatisfy(f -> {
            assertThat(f.kind()).isEqualTo(kind);
            assertThat(f.entry()).isEqualTo(entry);
        });
    }

    @Test
    void packageThatIsAsItWasSignedHasNothingWrong() throws IOException {
        Path file = Files.write(directory.resolve("p.zip"), written(key));
        PackageVerification.Result result = PackageVerification.of(file, key.publicKey());
        assertThat(result.findings()).isEmpty();
        assertThat(result.manifest()).isNotNull();
        assertThat(findings(zip(entries(written(key))))).as("packed anew").isEmpty();
    }

    @Test
    void sameContentGivesTheSameBytes() throws IOException {
        assertThat(written(key)).isEqualTo(written(key));
    }

    @Test
    void entryThatIsGoneAddedOrAlteredIsNamed() throws IOException {
        Map<String, byte[]> entries = entries(written(key));
        Map<String, byte[]> less = new LinkedHashMap<>(entries);
        less.remove(PART);
        assertFound(less, Kind.MISSING, PART);

        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put("parts/ord_1-2/part.json", new byte[] {'x'});
        assertFound(more, Kind.ADDED, "parts/ord_1-2/part.json");

        for (String name : List.of(PART, "model/source.stl", "model/revision.json")) {
            Map<String, byte[]> other = new LinkedHashMap<>(entries);
            byte[] bytes = requireNonNull(entries.get(name)).clone();
            bytes[bytes.length / 2] ^= 1;
            other.put(name, bytes);
            assertFound(other, Kind.ALTERED, name);
            assertThat(findings(zip(other))).hasSize(1);
        }
        Map<String, byte[]> longer = new LinkedHashMap<>(entries);
        longer.put(PART, new byte[1 << 20]);
        assertFound(longer, Kind.ALTERED, PART);
    }

    @Test
    void manifestOfAnotherKeyOrChangedByAByteIsForged() throws IOException {
        assertThat(findings(written(new Key()))).singleElement().satisfies(f -> assertThat(f.kind())
                .isEqualTo(Kind.FORGED));
        Map<String, byte[]> entries = entries(written(key));
        String table = new String(requireNonNull(entries.get(PackageManifest.NAME)), StandardCharsets.UTF_8);
        for (String changed : List.of(table.replace("\"ord_1\"", "\"ord_2\""), table + " ", "{}", "no json")) {
            Map<String, byte[]> other = new LinkedHashMap<>(entries);
            other.put(PackageManifest.NAME, changed.getBytes(StandardCharsets.UTF_8));
            assertThat(findings(zip(other)))
                    .extracting(PackageVerification.Finding::kind)
                    .contains(Kind.FORGED);
        }
        Map<String, byte[]> unsigned = new LinkedHashMap<>(entries);
        unsigned.remove(PackageManifest.SIGNATURE);
        assertThat(findings(zip(unsigned)))
                .extracting(PackageVerification.Finding::kind)
                .contains(Kind.FORGED);
    }

    @Test
    void namesThatLeadElsewhereAreNamed() throws IOException {
        for (String name : List.of("../evil", "a/../../evil", "/etc/passwd", "..\\evil", "C:/evil")) {
            Map<String, byte[]> more = new LinkedHashMap<>(entries(written(key)));
            more.put(name, new byte[] {'x'});
            assertFound(more, Kind.UNSAFE, name);
        }
    }

    /** The same name twice, which the class for writing refuses: another name of the same length is written over. */
    @Test
    void nameThatIsThereTwiceIsNamed() throws IOException {
        Map<String, byte[]> more = new LinkedHashMap<>(entries(written(key)));
        String twin = PART.replace("part.json", "qart.json");
        more.put(twin, new byte[] {'x'});
        byte[] zip = zip(more);
        byte[] from = twin.getBytes(StandardCharsets.UTF_8);
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + from.length <= zip.length; at++) {
            if (Arrays.equals(zip, at, at + from.length, from, 0, from.length)) {
                places.add(at);
            }
        }
        assertThat(places).as("before the content, and in the directory").hasSize(2);
        byte[] local = zip.clone();
        places.forEach(at -> zip[at + PART.indexOf("part.json")] = 'p');
        assertThat(findings(zip)).extracting(PackageVerification.Finding::kind).contains(Kind.DUPLICATE);
        local[places.get(0) + PART.indexOf("part.json")] = 'p';
        assertThat(findings(local))
                .extracting(PackageVerification.Finding::kind)
                .contains(Kind.DUPLICATE);
    }

    @Test
    void fileThatIsCutOrNoZipIsUnreadable() throws IOException {
        byte[] zip = written(key);
        for (int length : new int[] {0, 10, zip.length / 2, zip.length - 10}) {
            assertThat(findings(Arrays.copyOf(zip, length)))
                    .as("%s bytes", length)
                    .extracting(PackageVerification.Finding::kind)
                    .contains(Kind.UNREADABLE);
        }
    }
}
