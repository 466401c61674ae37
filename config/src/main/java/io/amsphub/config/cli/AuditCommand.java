package io.amsphub.config.cli;

import io.amsphub.config.AuditStore;
import io.amsphub.config.CheckpointFile;
import io.amsphub.config.DataDirectory;
import io.amsphub.config.SigningKey;
import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditLines;
import io.amsphub.processors.audit.AuditVerification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Commands on the audit; they need no hub that runs. */
@Command(name = "audit", description = "Check the audit.", mixinStandardHelpOptions = true)
final class AuditCommand {

    private static final int SOUND = 0;
    private static final int BROKEN = 1;
    private static final int REFUSED = 2;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Says whether chain and signatures of the audit hold, and names the first link that does not.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:every link holds", "1:a link does not hold", "2:it cannot be checked"})
    int verify(
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description =
                                    "an export, the answer of GET /audit/export (default: the database of the data"
                                            + " directory, whose hub must be stopped)")
                    @Nullable
                    Path file,
            @Option(
                            names = "--checkpoints",
                            paramLabel = "FILE",
                            description = "signed checkpoints that were kept elsewhere, one a line")
                    @Nullable
                    Path kept,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description = "the hub's public key: the answer of GET /signing-key, or base 64"
                                    + " (default: signing.pub of the data directory)")
                    @Nullable
                    Path key)
            throws IOException {
        PrintWriter out = hub.out();
        Path keyFile = key == null ? SigningKey.publicFile(hub.data()) : key;
        for (Path needed : kept == null ? List.of(keyFile) : List.of(keyFile, kept)) {
            if (!Files.isReadable(needed)) {
                out.println("hub: " + needed + " cannot be read");
                return REFUSED;
            }
        }
        List<AuditCheckpoint> checkpoints = new ArrayList<>();
        if (kept != null) {
            checkpoints.addAll(CheckpointFile.read(kept));
        }
        byte[] publicKey = PublicKeyText.read(keyFile);
        try {
            return told(out, file == null ? ofData(publicKey, checkpoints) : ofFile(file, publicKey, checkpoints));
        } catch (DataDirectory.InUseException e) {
            out.println("hub: a hub is running on " + hub.data()
                    + "; save the answer of GET /audit/export and name it with --file, or stop the hub");
            return REFUSED;
        }
    }

    private AuditVerification.Result ofData(byte[] publicKey, List<AuditCheckpoint> checkpoints) throws IOException {
        if (!Files.isDirectory(hub.data())) {
            throw new CommandFailure(REFUSED, hub.data() + " is no directory");
        }
        try (DataDirectory directory = DataDirectory.open(hub.data());
                AuditStore store = AuditStore.open(directory.root())) {
            checkpoints.addAll(new CheckpointFile(directory.root()).all());
            checkpoints.addAll(store.checkpoints());
            AuditVerification verification = new AuditVerification(publicKey, checkpoints);
            store.entries(verification::entry);
            return verification.result();
        }
    }

    private static AuditVerification.Result ofFile(Path file, byte[] publicKey, List<AuditCheckpoint> checkpoints)
            throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (AuditLines.parse(line) instanceof AuditLines.CheckpointLine checkpoint) {
                    checkpoints.add(checkpoint.checkpoint());
                }
            }
        }
        AuditVerification verification = new AuditVerification(publicKey, checkpoints);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (AuditLines.parse(line) instanceof AuditLines.EntryLine entry) {
                    verification.entry(entry.entry());
                }
            }
        }
        return verification.result();
    }

    private static int told(PrintWriter out, AuditVerification.Result result) {
        AuditVerification.Finding finding = result.finding();
        if (finding != null) {
            out.println("broken at entry " + finding.sequence() + ": " + finding.kind() + ", " + finding.text());
            out.println(result.entries() + " entries before it hold, signed up to entry " + result.signedUpTo());
            return BROKEN;
        }
        out.println(result.entries() + " entries hold, signed up to entry " + result.signedUpTo()
                + (result.erased() == 0 ? "" : ", " + result.erased() + " with names and details erased"));
        return SOUND;
    }
}
