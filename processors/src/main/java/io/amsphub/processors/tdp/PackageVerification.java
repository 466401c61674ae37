package io.amsphub.processors.tdp;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.production.Secrets;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a package against its manifest, and the manifest against a key. Nothing is written anywhere, and no entry is read
 * beyond the length that the manifest gives it.
 */
public final class PackageVerification {

    private static final int MAX_MANIFEST = 16 << 20;
    private static final int CHUNK = 1 << 16;

    private final byte[] publicKey;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private byte[] table = new byte[0];
    private byte[] signature = new byte[0];

    private PackageVerification(byte[] publicKey) {
        this.publicKey = publicKey.clone();
    }

    /** What can be wrong. */
    public enum Kind {
        /** The file is no ZIP file, or it is damaged. */
        UNREADABLE,
        /** The manifest is not signed by the key. */
        FORGED,
        /** An entry that the manifest names is not there. */
        MISSING,
        /** An entry is there that the manifest does not name. */
        ADDED,
        /** An entry is not what the manifest says. */
        ALTERED,
        /** A name is there twice, or another stands in the directory of the file than before its content. */
        DUPLICATE,
        /** A name leads out of the directory that one would unpack it in. */
        UNSAFE
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what
     * @param entry which entry
     * @param text in words
     */
    public record Finding(Kind kind, String entry, String text) {}

    /**
     * What was found.
     *
     * @param manifest as far as it can be read; null when it cannot
     * @param findings what is wrong; none when the package is as it was signed
     */
    public record Result(@Nullable PackageManifest manifest, List<Finding> findings) {

        /** Copies the findings. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** What was read of an entry: digest and length of as much as was looked at. */
    private record Seen(String sha256, long bytes) {}

    /**
     * Checks a file.
     *
     * @param publicKey Ed25519, X.509 encoded
     * @throws IOException when the file cannot be read at all
     */
    public static Result of(Path file, byte[] publicKey) throws IOException {
        PackageVerification check = new PackageVerification(publicKey);
        Map<String, Long> sizes = check.directory(file);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            check.contents(zip, sizes);
        } catch (ZipException | IllegalArgumentException e) {
            check.find(Kind.UNREADABLE, "", String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            check.find(Kind.UNREADABLE, "", "the file ends in the middle of an entry");
        }
        return check.judged(sizes.keySet());
    }

    /** The directory at the end of the file: what most programs unpack by. */
    private Map<String, Long> directory(Path file) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (sizes.put(entry.getName(), entry.getSize()) != null) {
                    find(Kind.DUPLICATE, entry.getName(), "the name is twice in the directory of the file");
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            find(Kind.UNREADABLE, "", String.valueOf(e.getMessage()));
        }
        return sizes;
    }

    private void contents(ZipInputStream zip, Map<String, Long> sizes) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (unsafe(name)) {
                find(Kind.UNSAFE, name, "the name leads elsewhere");
            }
            if (seen.containsKey(name)) {
                find(Kind.DUPLICATE, name, "the name is there twice");
                return;
            }
            if (!sizes.containsKey(name)) {
                find(Kind.DUPLICATE, name, "the entry is not in the directory of the file");
            }
            if (name.equals(PackageManifest.NAME)) {
                table = zip.readNBytes(MAX_MANIFEST);
                seen.put(name, new Seen(PackageFile.sha256(table), table.length));
            } else if (name.equals(PackageManifest.SIGNATURE)) {
                signature = zip.readNBytes(CHUNK);
                seen.put(name, new Seen(PackageFile.sha256(signature), signature.length));
            } else {
                seen.put(name, read(zip, Math.max(0, sizes.getOrDefault(name, 0L)) + 1));
            }
        }
    }

    /** Reads up to one byte more than the directory says: what is longer is not what was signed, whatever it is. */
    private static Seen read(InputStream in, long limit) throws IOException {
        MessageDigest digest = Secrets.sha256();
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        while (total < limit) {
            int count = in.read(chunk, 0, (int) Math.min(chunk.length, limit - total));
            if (count < 0) {
                break;
            }
            digest.update(chunk, 0, count);
            total += count;
        }
        return new Seen(HexFormat.of().formatHex(digest.digest()), total);
    }

    private static boolean unsafe(String name) {
        return name.isEmpty()
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.chars().anyMatch(c -> c < ' ')
                || List.of(name.split("/", -1)).contains("..");
    }

    private Result judged(Set<String> inDirectory) {
        PackageManifest manifest = manifest();
        if (manifest == null || !genuine()) {
            find(
                    Kind.FORGED,
                    manifest == null ? PackageManifest.NAME : PackageManifest.SIGNATURE,
                    manifest == null
                            ? "there is no manifest that can be read"
                            : "the manifest is not signed by the key");
        }
        if (manifest == null) {
            return new Result(null, findings);
        }
        Set<String> named = new LinkedHashSet<>(List.of(PackageManifest.NAME, PackageManifest.SIGNATURE));
        for (PackageManifest.Item item : manifest.entries()) {
            named.add(item.name());
            Seen found = seen.get(item.name());
            if (found == null) {
                find(Kind.MISSING, item.name(), "the manifest names it, it is not there");
            } else if (!found.sha256().equals(item.sha256()) || found.bytes() != item.bytes()) {
                find(
                        Kind.ALTERED,
                        item.name(),
                        found.bytes() + " bytes with SHA-256 " + found.sha256() + ", signed are " + item.bytes()
                                + " with " + item.sha256());
            }
        }
        Set<String> there = new LinkedHashSet<>(seen.keySet());
        there.addAll(inDirectory);
        there.stream()
                .filter(name -> !named.contains(name))
                .forEach(name -> find(Kind.ADDED, name, "the manifest does not name it"));
        return new Result(manifest, findings);
    }

    private @Nullable PackageManifest manifest() {
        try {
            PackageManifest manifest = Json.strict().readValue(table, PackageManifest.class);
            return manifest != null && PackageManifest.FORMAT.equals(manifest.format()) ? manifest : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean genuine() {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(table);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private void find(Kind kind, String entry, String text) {
        findings.add(new Finding(kind, entry, text));
    }
}
