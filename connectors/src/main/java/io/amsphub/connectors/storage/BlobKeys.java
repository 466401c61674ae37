package io.amsphub.connectors.storage;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who can open a blob: its key, wrapped once for each owner, in a text beside it. An owner is an organisation with one
 * of its designs, or another blob that this one was made of; so what was made of a model cannot be opened any more
 * when the model cannot.
 */
final class BlobKeys {

    private static final String BLOB = "blob";
    private static final int FIELDS = 3;

    private final KeyRing ring;
    private final KeyTexts texts;

    /** The keys of blobs. */
    BlobKeys(KeyRing ring, KeyTexts texts) {
        this.ring = ring;
        this.texts = texts;
    }

    /** The keys of a blob as they were seen; what is changed is changed only if they are still so. */
    record Seen(String sha256, List<Line> lines, Optional<KeyTexts.Kept> kept) {

        Seen {
            lines = List.copyOf(lines);
        }

        /** Of a blob that had none. */
        static Seen none(String sha256) {
            return new Seen(sha256, List.of(), Optional.empty());
        }
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
    record Line(Owner owner, byte[] wrapped) {

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

    /** Returns the key of a blob; nothing when nobody can open it. */
    Optional<byte[]> key(Seen seen) throws IOException {
        return key(seen, new HashSet<>(Set.of(seen.sha256())));
    }

    private Optional<byte[]> key(String sha256, Set<String> asked) throws IOException {
        return asked.add(sha256) ? key(see(sha256), asked) : Optional.empty();
    }

    private Optional<byte[]> key(Seen seen, Set<String> asked) throws IOException {
        String sha256 = seen.sha256();
        boolean damaged = false;
        for (Line line : seen.lines()) {
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
    void begin(Seen seen, byte[] key, List<Owner> owners) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Owner owner : owners) {
            lines.add(line(seen.sha256(), key, owner));
        }
        write(seen, lines);
    }

    /**
     * Gives a blob one more owner. A line that the owner has already is kept when it opens; one under the key of
     * content that was deleted and came back does not, and is written anew.
     *
     * @return whether anything was written
     */
    boolean add(Seen seen, byte[] key, Owner owner) throws IOException {
        String sha256 = seen.sha256();
        if (owner.equals(Owner.madeOf(sha256))) {
            return false;
        }
        List<Line> lines = new ArrayList<>(seen.lines());
        for (Line line : lines) {
            if (line.owner().equals(owner)
                    && opened(sha256, line, new HashSet<>(Set.of(sha256))).isPresent()) {
                return false;
            }
        }
        lines.removeIf(line -> line.owner().equals(owner));
        lines.add(line(sha256, key, owner));
        write(seen, lines);
        return true;
    }

    /** Takes an owner away. */
    void remove(Seen seen, String organisation, String subject) throws IOException {
        Owner owner = owner(organisation, subject);
        List<Line> rest = seen.lines().stream()
                .filter(line -> !line.owner().equals(owner))
                .toList();
        if (rest.size() < seen.lines().size()) {
            write(seen, rest);
        }
    }

    /** Takes all owners away. */
    void end(Seen seen) throws IOException {
        write(seen, List.of());
    }

    /** Writes what is there once more, which says that it is in use. */
    void touch(Seen seen) throws IOException {
        write(seen, seen.lines());
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
        for (Line line : see(sha256).lines()) {
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

    /** Reads the keys of a blob. */
    Seen see(String sha256) throws IOException {
        Optional<KeyTexts.Kept> kept = texts.read(sha256);
        List<Line> lines = new ArrayList<>();
        for (String text : kept.map(KeyTexts.Kept::text).orElse("").lines().toList()) {
            lines.add(Line.parse(text).orElseThrow(() -> damaged(sha256)));
        }
        return new Seen(sha256, lines, kept);
    }

    private void write(Seen seen, List<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        texts.write(seen.sha256(), seen.kept(), text.toString());
    }
}
