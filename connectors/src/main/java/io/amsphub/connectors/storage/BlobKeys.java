package io.amsphub.connectors.storage;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who can open a blob: its key, wrapped once for each owner, in a file beside it. An owner is an organisation with one
 * of its designs, or another blob that this one was made of; so what was made of a model cannot be opened any more
 * when the model cannot.
 */
final class BlobKeys {

    private static final String BLOB = "blob";
    private static final int FIELDS = 3;

    private final KeyRing ring;
    private final Function<String, Path> file;

    /**
     * The keys of blobs.
     *
     * @param file where the keys of the blob of a SHA-256 are
     */
    BlobKeys(KeyRing ring, Function<String, Path> file) {
        this.ring = ring;
        this.file = file;
    }

    /**
     * Who a blob belongs to.
     *
     * @param key name of the key of an organisation; {@code blob} when it was made of another
     * @param subject the design; the SHA-256 of the other blob
     */
    record Owner(String key, String subject) {

        static Owner madeOf(String sha256) {
            return new Owner(BLOB, sha256);
        }

        boolean isContent() {
            return key.equals(BLOB);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(Owner owner, byte[] wrapped) {

        static Optional<Line> parse(String text) {
            String[] fields = text.split(" ", -1);
            try {
                return fields.length == FIELDS
                        ? Optional.of(new Line(
                                new Owner(fields[0], fields[1]),
                                Base64.getDecoder().decode(fields[2])))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        String text() {
            return owner.key() + " " + owner.subject() + " "
                    + Base64.getEncoder().encodeToString(wrapped) + "\n";
        }
    }

    /** Returns an owner for an organisation, whose key is made when it has none. */
    Owner owner(String organisation, String subject) {
        return new Owner(ring.of(organisation), subject.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    /** Returns the key of a blob; nothing when nobody can open it. */
    Optional<byte[]> key(String sha256) throws IOException {
        return key(sha256, new HashSet<>());
    }

    private Optional<byte[]> key(String sha256, Set<String> asked) throws IOException {
        if (!asked.add(sha256)) {
            return Optional.empty();
        }
        boolean damaged = false;
        for (Line line : lines(sha256)) {
            Optional<byte[]> key = opened(sha256, line, asked);
            if (key.isPresent()) {
                return key;
            }
            damaged |= !line.owner().isContent();
        }
        if (damaged) {
            throw damaged(sha256);
        }
        return Optional.empty();
    }

    private Optional<byte[]> opened(String sha256, Line line, Set<String> asked) throws IOException {
        Owner owner = line.owner();
        Optional<KeyWrap> wrap =
                owner.isContent() ? key(owner.subject(), asked).map(KeyWrap::new) : ring.key(owner.key());
        return wrap.flatMap(by -> by.unwrapped(line.wrapped(), context(sha256, owner)));
    }

    private static HubException damaged(String sha256) {
        return new HubException(
                FailureCode.CONTENT_DAMAGED,
                "the keys of content " + sha256 + " were changed, or the key of their organisation is missing",
                sha256 + ".keys",
                "put the file back from a backup");
    }

    /** Gives a blob with a new key its owners; those that it had are forgotten. */
    void begin(String sha256, byte[] key, List<Owner> owners) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Owner owner : owners) {
            lines.add(line(sha256, key, owner));
        }
        write(sha256, lines);
    }

    /**
     * Gives a blob one more owner. A line that the owner has already is kept when it opens; one under the key of
     * content that was deleted and came back does not, and is written anew.
     */
    void add(String sha256, byte[] key, Owner owner) throws IOException {
        if (owner.equals(Owner.madeOf(sha256))) {
            return;
        }
        List<Line> lines = new ArrayList<>(lines(sha256));
        for (Line line : lines) {
            if (line.owner().equals(owner)
                    && opened(sha256, line, new HashSet<>(Set.of(sha256))).isPresent()) {
                return;
            }
        }
        lines.removeIf(line -> line.owner().equals(owner));
        lines.add(line(sha256, key, owner));
        write(sha256, lines);
    }

    /** Takes an owner away. */
    void remove(String sha256, String organisation, String subject) throws IOException {
        Owner owner = owner(organisation, subject);
        List<Line> lines = lines(sha256);
        List<Line> rest =
                lines.stream().filter(line -> !line.owner().equals(owner)).toList();
        if (rest.size() < lines.size()) {
            write(sha256, rest);
        }
    }

    private Line line(String sha256, byte[] key, Owner owner) throws IOException {
        Optional<KeyWrap> wrap = owner.isContent() ? key(owner.subject()).map(KeyWrap::new) : ring.key(owner.key());
        byte[] wrapped = wrap.orElseThrow(() -> deleted(owner.subject())).wrap(key, context(sha256, owner));
        return new Line(owner, wrapped);
    }

    /** What is said of content whose key is gone. */
    static HubException deleted(String sha256) {
        return new HubException(
                FailureCode.CONTENT_DELETED,
                "the key of content " + sha256 + " was destroyed",
                null,
                "nothing brings it back; upload the model again if you have the right to");
    }

    /** Returns the contents that a blob was made of, as far as their keys open it. */
    Set<String> sources(String sha256) throws IOException {
        Set<String> sources = new HashSet<>();
        for (Line line : lines(sha256)) {
            if (line.owner().isContent()) {
                sources.add(line.owner().subject());
            }
        }
        return sources;
    }

    private static byte[] context(String sha256, Owner owner) {
        return ("amsp-blob-key-1\n" + sha256 + "\n" + owner.key() + "\n" + owner.subject())
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<Line> lines(String sha256) throws IOException {
        Path kept = file.apply(sha256);
        if (!Files.exists(kept)) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        for (String text :
                Files.readString(kept, StandardCharsets.ISO_8859_1).lines().toList()) {
            lines.add(Line.parse(text).orElseThrow(() -> damaged(sha256)));
        }
        return lines;
    }

    private void write(String sha256, List<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        PlainFiles.write(file.apply(sha256), text.toString());
        PlainFiles.forceDirectory(file.apply(sha256).resolveSibling(""));
    }
}
