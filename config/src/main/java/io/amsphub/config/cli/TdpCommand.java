package io.amsphub.config.cli;

import io.amsphub.config.SigningKey;
import io.amsphub.processors.tdp.PackageManifest;
import io.amsphub.processors.tdp.PackageVerification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Commands on technical data packages; they need no hub that runs. */
@Command(name = "tdp", description = "Check technical data packages.", mixinStandardHelpOptions = true)
final class TdpCommand {

    private static final int SOUND = 0;
    private static final int WRONG = 1;
    private static final int REFUSED = 2;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Says whether a package is as a hub signed it, and which entry is not.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:the package is as it was signed",
                "1:something is wrong with it",
                "2:it cannot be checked"
            })
    int verify(
            @Parameters(paramLabel = "FILE", description = "the package") Path file,
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
        if (!Files.isReadable(file)) {
            out.println("hub: " + file + " cannot be read");
            return REFUSED;
        }
        if (!Files.isReadable(keyFile)) {
            out.println(
                    "hub: " + keyFile + " cannot be read; save the answer of GET /signing-key and name it with --key");
            return REFUSED;
        }
        PackageVerification.Result result = PackageVerification.of(file, PublicKeyText.read(keyFile));
        PackageManifest manifest = result.manifest();
        for (PackageVerification.Finding finding : result.findings()) {
            out.println(finding.kind() + " " + finding.entry() + ": " + finding.text());
        }
        if (manifest != null && result.findings().isEmpty()) {
            out.println("as signed by key " + manifest.keyId() + ": line " + manifest.line() + " of order "
                    + manifest.order() + ", " + manifest.entries().size() + " entries");
        }
        return result.findings().isEmpty() ? SOUND : WRONG;
    }
}
