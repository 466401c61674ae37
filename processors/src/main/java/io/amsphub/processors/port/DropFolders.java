package io.amsphub.processors.port;

import io.amsphub.processors.scan.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** The folders that scanners put files into. Only plain files directly in the folder of a scanner are seen. */
public interface DropFolders {

    /**
     * A file in the folder of a scanner.
     *
     * @param name its name, without folders
     * @param bytes its length
     * @param changedAt when it was last written to
     * @param done whether its sender says by a file {@code <name>.done} that it is whole
     */
    record Dropped(String name, long bytes, Instant changedAt, boolean done) {}

    /**
     * Lists the files of a scanner by name; makes its folder when there is none.
     *
     * @throws IOException when it cannot be read
     */
    List<Dropped> files(Scanner scanner) throws IOException;

    /** Opens a file that was listed. */
    InputStream open(Scanner scanner, Dropped file) throws IOException;

    /** Deletes a file that has been taken, and its marker. */
    void remove(Scanner scanner, Dropped file) throws IOException;

    /** Sets a file aside, with a file beside it that says why. */
    void quarantine(Scanner scanner, Dropped file, String reason) throws IOException;
}
