package io.amsphub.connectors.slicer;

import io.amsphub.connectors.process.BoundedProcess;
import io.amsphub.connectors.process.ProcessEnd;
import io.amsphub.connectors.process.ProcessLimits;
import io.amsphub.connectors.process.WorkDirectory;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.MadeFiles;
import io.amsphub.processors.port.PrintFiles;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.sliced.SlicedFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link PrintFiles} by PrusaSlicer, as a child process with limits of time, memory and output.
 *
 * <p>What a machine is told to do comes from a profile of its owner, the first of these in the profile
 * directory: {@code <centre>/<machine>/<feedstock>.ini}, {@code <centre>/<machine>.ini},
 * {@code <feedstock>.ini}. G-code of the same model and the same profile is made once and kept. A job
 * whose content is sliced already goes as it is.
 */
public final class PrusaSlicerFiles implements PrintFiles {

    private static final Map<String, String> EXTENSIONS = Map.of(
            "model/stl", "stl",
            "model/3mf", "3mf",
            "application/vnd.ms-package.3dmanufacturing-3dmodel+xml", "3mf",
            "model/obj", "obj");
    private static final String MEDIA_TYPE = "text/x.gcode";

    private final Slicer slicer;
    private final Blobs blobs;
    private final BoundedProcess process;
    private final GcodeNotes notes;

    /**
     * How the slicer is run.
     *
     * @param command the program
     * @param profiles directory of the profiles
     * @param cache directory of what was made
     * @param limits what one run may use up
     */
    public record Slicer(String command, Path profiles, Path cache, ProcessLimits limits) {}

    /** Files by a slicer. */
    public PrusaSlicerFiles(Slicer slicer, Blobs blobs) {
        this.slicer = slicer;
        this.blobs = blobs;
        this.process = new BoundedProcess(slicer.limits());
        this.notes = new GcodeNotes(slicer.cache());
    }

    /** Returns what was made and is kept. */
    public MadeFiles made() {
        return notes;
    }

    @Override
    public PrintFile file(Device device, DeviceCommand.Print print, Wish wish) throws IOException {
        BlobRef content = print.content();
        Optional<SlicedFormat> sliced = SlicedFormat.ofMediaType(content.mediaType());
        if (sliced.isPresent()) {
            return new PrintFile(content, sliced.get().extension());
        }
        String extension = EXTENSIONS.getOrDefault(content.mediaType(), "stl");
        if (wish == Wish.MODEL) {
            return new PrintFile(content, extension);
        }
        Path profile = profile(device, print.feedstock());
        String key = key(content, profile);
        BlobRef made = notes.use(key).orElse(null);
        if (made == null || isDeleted(made)) {
            made = slice(content, extension, profile, print.holdsBuild());
            notes.keep(key, made);
        }
        return new PrintFile(made, "gcode");
    }

    /** Returns whether G-code went with a model that was deleted, and came back since. */
    private boolean isDeleted(BlobRef made) throws IOException {
        try {
            blobs.open(made).close();
            return false;
        } catch (HubException e) {
            if (e.failureCode() == FailureCode.CONTENT_DELETED) {
                return true;
            }
            throw e;
        }
    }

    private Path profile(Device device, String feedstock) {
        String material = feedstock.replaceAll("[^A-Za-z0-9_-]", "_") + ".ini";
        return Stream.of(device.id() + "/" + material, device.id() + ".ini", material)
                .map(slicer.profiles()::resolve)
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> notMade(
                        "there is no profile for " + device.id() + " with " + feedstock,
                        "put a PrusaSlicer profile at " + slicer.profiles().resolve(device.id() + ".ini")));
    }

    private static String key(BlobRef content, Path profile) throws IOException {
        MessageDigest digest = Secrets.sha256();
        digest.update(content.sha256().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(profile)));
    }

    /** Slices a model; a build keeps the places that its parts have. */
    private BlobRef slice(BlobRef content, String extension, Path profile, boolean placed) throws IOException {
        try (WorkDirectory directory = WorkDirectory.below(slicer.cache().resolve("work"))) {
            Path work = directory.path();
            Path model = work.resolve("model." + extension);
            try (InputStream in = blobs.open(content)) {
                Files.copy(in, model);
            }
            Path made = work.resolve("made.gcode");
            List<String> command = new ArrayList<>(List.of(
                    slicer.command(),
                    "--export-gcode",
                    "--load",
                    profile.toAbsolutePath().toString(),
                    "--output",
                    made.toString(),
                    model.toString()));
            if (placed) {
                command.add(1, "--dont-arrange");
            }
            ProcessEnd end = process.run(command, work);
            if (!end.succeeded() || !Files.exists(made)) {
                throw notMade(
                        "the slicer made no G-code: " + reason(end),
                        "check the model against the profile " + profile.getFileName() + " in PrusaSlicer");
            }
            return blobs.madeOf(content).store(MEDIA_TYPE, out -> Files.copy(made, out));
        }
    }

    private String reason(ProcessEnd end) {
        return end.kind() == ProcessEnd.Kind.TIMED_OUT
                ? "it took longer than " + slicer.limits().time()
                : "exit code " + end.exitCode() + ", " + end.lastLine();
    }

    private static HubException notMade(String what, @Nullable String remedy) {
        return new HubException(
                FailureCode.FILE_NOT_MADE,
                what,
                null,
                remedy == null ? "see the hub's log" : remedy.strip().replaceAll("\\s+", " "));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "PrusaSlicerFiles[%s]", slicer.command());
    }
}
