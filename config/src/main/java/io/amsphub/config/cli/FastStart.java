package io.amsphub.config.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Quicker starts by an archive of the classes that a hub loads (CDS of the virtual machine), beside the distribution,
 * for all data directories. A hub without one lists its classes, which costs nothing; to write the archive takes a processor for some
 * twenty seconds, so it is done in the background, when the hub has stopped, and gives way to everything else. The virtual machine
 * ignores an archive that is not of its jars.
 */
final class FastStart {

    private static final long ROOM_BYTES = 1L << 30;
    private static final String WRITE =
            "nice -n 19 \"$@\" -XX:SharedArchiveFile=\"$PARTIAL\" && mv -f \"$PARTIAL\" \"$ARCHIVE\"; rm -f \"$PARTIAL\" \"$LIST\"";

    private final Path code;
    private final Path archive;
    private final Path list;

    /**
     * The archive of a distribution.
     *
     * @param code the jar of the hub's own code, in the folder of all jars
     * @param data the data directory of a hub that may list its classes
     */
    FastStart(Path code, Path data) {
        this.code = code;
        archive = code.resolveSibling("..").resolve("hub.jsa").normalize();
        list = data.resolve("cache").resolve("classes.list");
    }

    /** The archive of this distribution. */
    static FastStart of(Path data) {
        return new FastStart(Distribution.code(), data);
    }

    /** Returns the option for the virtual machine of a hub, if there is one. */
    Optional<String> option() throws IOException {
        if (isThere()) {
            return Optional.of("-XX:SharedArchiveFile=" + archive);
        }
        if (!isPossible()) {
            return Optional.empty();
        }
        Files.createDirectories(list.resolveSibling(""));
        return Optional.of("-XX:DumpLoadedClassList=" + list);
    }

    /**
     * Begins to write the archive, unless it is there, or no hub has listed its classes.
     *
     * @param classPath as hubs are started with it
     * @return the process that writes it
     */
    Optional<Process> write(String classPath) throws IOException {
        if (isThere() || !isPossible() || !Files.exists(list)) {
            return Optional.empty();
        }
        String listed = Files.readString(list);
        // of its own, for a hub that is started meanwhile begins its list anew
        Path whole = list.resolveSibling("classes-" + ProcessHandle.current().pid() + ".list");
        Files.writeString(whole, listed.substring(0, listed.lastIndexOf('\n') + 1));
        ProcessBuilder writer = new ProcessBuilder(List.of(
                "sh",
                "-c",
                WRITE,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:dump",
                "-Xmx256m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:SharedClassListFile=" + whole,
                "-cp",
                classPath));
        String partial = archive + "." + ProcessHandle.current().pid();
        writer.environment()
                .putAll(Map.of("LIST", whole.toString(), "PARTIAL", partial, "ARCHIVE", archive.toString()));
        return Optional.of(writer.redirectErrorStream(true)
                .redirectOutput(list.resolveSibling("classes.log").toFile())
                .redirectInput(new File("/dev/null"))
                .start());
    }

    private boolean isThere() throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(code)) > 0;
    }

    private boolean isPossible() throws IOException {
        Path home = archive.resolveSibling("");
        return Files.isRegularFile(code)
                && Files.isWritable(home)
                && Files.getFileStore(home).getUsableSpace() > ROOM_BYTES;
    }
}
