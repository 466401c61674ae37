package io.amsphub.config;

import io.amsphub.connectors.storage.KeyRing;
import io.amsphub.connectors.storage.KeyWrap;
import io.amsphub.processors.port.MasterKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the master key comes from: the setting {@code hub.master-key} (environment variable HUB_MASTER_KEY; 32 bytes in
 * base 64) when there is one, or else {@code master.key} of the data directory, made once. While it is rotated the next
 * one is in {@code master.key.next}.
 */
public final class ContentKeys {

    /** The file of the master key. */
    public static final String MASTER = "master.key";

    private static final String NEXT = "master.key.next";
    private static final String KEYS = "keys";

    private ContentKeys() {}

    /**
     * Opens the keys of a data directory, every one of them.
     *
     * @throws SettingsException when the master key is not the one that they were wrapped by
     * @throws IOException when the directory cannot be used
     */
    static KeyRing open(Path directory, ProtectionSettings settings) throws IOException {
        KeyRing ring = ring(directory, settings);
        try {
            ring.requireAll();
        } catch (IllegalStateException e) {
            throw new SettingsException(List.of("hub.master-key: " + e.getMessage()));
        }
        return ring;
    }

    private static KeyRing ring(Path directory, ProtectionSettings settings) throws IOException {
        List<MasterKey> masters = new ArrayList<>();
        if (settings.masterKey().isEmpty()) {
            requireMaster(directory, settings);
            masters.add(file(directory, MASTER));
        } else {
            masters.add(given(settings.masterKey()));
        }
        masters.addAll(others(directory, settings));
        return new KeyRing(directory.resolve(KEYS), masters.get(0), masters);
    }

    /** What keys may still be wrapped by while the master key is changed. */
    private static List<MasterKey> others(Path directory, ProtectionSettings settings) {
        List<MasterKey> others = new ArrayList<>();
        if (!settings.masterKeyBefore().isEmpty()) {
            others.add(given(settings.masterKeyBefore()));
        }
        for (String name : List.of(MASTER, NEXT)) {
            if (Files.exists(directory.resolve(name))) {
                others.add(file(directory, name));
            }
        }
        return others;
    }

    private static MasterKey given(String base64) {
        return new KeyWrap(ProtectionSettings.decoded(base64));
    }

    private static MasterKey file(Path directory, String name) {
        return new KeyWrap(KeyFile.of(directory, name));
    }

    /** A new master key beside keys that another wrapped would open nothing. */
    private static void requireMaster(Path directory, ProtectionSettings settings) throws IOException {
        Path keys = directory.resolve(KEYS);
        boolean known = Files.exists(directory.resolve(MASTER))
                || !settings.masterKeyBefore().isEmpty();
        if (known || !Files.isDirectory(keys)) {
            return;
        }
        try (Stream<Path> files = Files.list(keys)) {
            if (files.findAny().isPresent()) {
                throw new SettingsException(List.of("hub.master-key: " + directory.resolve(MASTER)
                        + " is missing, and there are keys that it wrapped; put it back from where it was kept"));
            }
        }
    }

    /**
     * Replaces the master key. Each key is wrapped by the old or the new one, and while both are there either opens;
     * the one in the file takes its place when all are wrapped by it. One that is given by the settings wraps what the
     * one before it, or the file, had wrapped.
     *
     * @return how many keys were wrapped anew
     */
    public static int rotate(Path directory, ProtectionSettings settings) throws IOException {
        if (!settings.masterKey().isEmpty()) {
            return ring(directory, settings).rewrap();
        }
        requireMaster(directory, settings);
        List<MasterKey> earlier = new ArrayList<>(List.of(file(directory, MASTER)));
        earlier.addAll(others(directory, settings));
        int count = new KeyRing(directory.resolve(KEYS), file(directory, NEXT), earlier).rewrap();
        Files.move(directory.resolve(NEXT), directory.resolve(MASTER), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        return count;
    }
}
