package io.amsphub.connectors.storage;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.MasterKey;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of organisations, a file each, wrapped by the master key. A key is made when it is first needed.
 * Thread-safe, and safe for several nodes in one directory.
 */
public final class KeyRing {

    private static final int ID_DIGITS = 16;
    private static final String ENDING = ".json";
    private static final String LOCK = ".lock";

    private final Path directory;
    private final MasterKey master;
    private final Map<String, MasterKey> masters;
    private final Map<String, KeyWrap> opened = new ConcurrentHashMap<>();

    /**
     * A ring in a directory, which is made when it is missing.
     *
     * @param master the key that new keys are wrapped by
     * @param earlier keys that some may still be wrapped by
     * @throws IOException when it cannot be made
     */
    public KeyRing(Path directory, MasterKey master, List<MasterKey> earlier) throws IOException {
        this.directory = directory;
        this.master = master;
        masters = Stream.concat(Stream.of(master), earlier.stream())
                .collect(Collectors.toMap(MasterKey::id, Function.identity(), (one, other) -> one));
        Files.createDirectories(directory);
    }

    /**
     * A key as it is kept.
     *
     * @param organisation whose it is
     * @param master the key that it is wrapped by
     * @param wrapped base 64
     */
    private record Kept(String organisation, String master, String wrapped) {}

    /** Returns the name of the key of an organisation; makes one when it has none. */
    synchronized String of(String organisation) {
        byte[] digest = Secrets.sha256().digest(organisation.getBytes(StandardCharsets.UTF_8));
        String id = HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        if (!opened.containsKey(id) && read(id).isEmpty()) {
            makeOnce(id, organisation);
        }
        return id;
    }

    /** A key that two nodes made at the same moment would be two keys, and what one of them sealed would be lost. */
    private void makeOnce(String id, String organisation) {
        try (FileChannel channel =
                        FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && read(id).isEmpty()) {
                keep(id, organisation, KeyWrap.newKey());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("key " + id + " cannot be made", e);
        }
    }

    /**
     * Returns a key by its name; nothing when there is none.
     *
     * @throws IllegalStateException when the master key is not the one that it was wrapped by
     */
    Optional<KeyWrap> key(String id) {
        KeyWrap known = opened.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<KeyWrap> key = read(id).map(kept -> new KeyWrap(unwrapped(id, kept)));
        key.ifPresent(found -> opened.put(id, found));
        return key;
    }

    private byte[] unwrapped(String id, Kept kept) {
        MasterKey by = masters.get(kept.master());
        if (by == null) {
            throw new IllegalStateException("key " + id + " of " + kept.organisation() + " is wrapped by master key "
                    + kept.master() + ", here is " + masters.keySet()
                    + "; give the hub the master key that the data directory was written with");
        }
        return by.unwrap(Base64.getDecoder().decode(kept.wrapped()), context(id));
    }

    /**
     * Opens every key, so that a wrong master key is found at the start.
     *
     * @throws IllegalStateException when one cannot be opened
     */
    public void requireAll() throws IOException {
        for (String id : ids()) {
            key(id);
        }
    }

    private List<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Wraps every key by the master key that is not yet; returns how many those were. A kill leaves each key as it was
     * or done.
     */
    public synchronized int rewrap() throws IOException {
        int count = 0;
        for (String id : ids()) {
            Kept kept = read(id).orElseThrow();
            if (!kept.master().equals(master.id())) {
                keep(id, kept.organisation(), unwrapped(id, kept));
                count++;
            }
        }
        return count;
    }

    private void keep(String id, String organisation, byte[] key) {
        String wrapped = Base64.getEncoder().encodeToString(master.wrap(key, context(id)));
        Kept kept = new Kept(organisation, master.id(), wrapped);
        try {
            PlainFiles.write(file(id), Json.write(kept) + "\n");
            PlainFiles.forceDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("key " + id + " cannot be kept", e);
        }
    }

    private Optional<Kept> read(String id) {
        try {
            return Files.exists(file(id))
                    ? Optional.of(Json.read(Files.readString(file(id)), Kept.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("key " + id + " cannot be read", e);
        }
    }

    private Path file(String id) {
        return directory.resolve(id + ENDING);
    }

    private static byte[] context(String id) {
        return ("amsp-organisation-key-1\n" + id).getBytes(StandardCharsets.UTF_8);
    }
}
