package io.amsphub.processors.octoprint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.sliced.GcodeFacts;
import io.amsphub.processors.sliced.SlicedFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the hub shows of itself in OctoPrint's words. What OctoPrint has no word for stands under {@code amsp}. */
final class OctoPrintViews {

    private static final String LOCAL = "local";

    private OctoPrintViews() {}

    static ObjectNode version(String hub) {
        return object().put("api", "0.1").put("server", "1.10.0").put("text", "OctoPrint (AMSP Hub " + hub + ")");
    }

    static ObjectNode server() {
        ObjectNode view = object().put("version", "1.10.0");
        view.putNull("safemode");
        return view;
    }

    static ObjectNode settings(String target) {
        ObjectNode view = object();
        view.putObject("api").put("allowCrossOrigin", false);
        view.putObject("appearance").put("name", "AMSP Hub: " + target).put("color", "default");
        view.putObject("feature").put("sdSupport", false).put("temperatureGraph", false);
        view.putObject("folder");
        view.putObject("plugins");
        view.putObject("webcam").put("webcamEnabled", false);
        return view;
    }

    static ObjectNode user(Principal who) {
        ObjectNode view = object().put("name", who.name()).put("active", true);
        view.put("admin", false).put("user", true).put("_is_external_client", true);
        view.putArray("groups").add("users");
        return view;
    }

    static ObjectNode profiles(String target, SizeMm volume) {
        ObjectNode view = object();
        ObjectNode profile = view.putObject("profiles").putObject("_default");
        profile.put("id", "_default").put("name", target).put("model", "AMSP Hub");
        profile.put("default", true).put("current", true).put("heatedBed", true);
        profile.putObject("volume")
                .put("formFactor", "rectangular")
                .put("origin", "lowerleft")
                .put("width", volume.x())
                .put("depth", volume.y())
                .put("height", volume.z());
        profile.putObject("extruder").put("count", 1).put("nozzleDiameter", 0.4);
        return view;
    }

    static ObjectNode connection() {
        ObjectNode view = object();
        view.putObject("current")
                .put("state", "Operational")
                .put("port", "AMSP Hub")
                .put("baudrate", 0)
                .put("printerProfile", "_default");
        return view;
    }

    static ObjectNode printer(@Nullable Job job) {
        ObjectNode view = object();
        view.putObject("temperature");
        view.putObject("sd").put("ready", false);
        JobState state = job == null ? null : job.state();
        ObjectNode flags = view.putObject("state").put("text", text(state)).putObject("flags");
        flags.put("operational", true).put("ready", true).put("sdReady", false);
        flags.put("printing", state == JobState.PRINTING).put("paused", state == JobState.PAUSED);
        flags.put("pausing", false)
                .put("cancelling", false)
                .put("resuming", false)
                .put("finishing", false);
        flags.put("error", false).put("closedOrError", false);
        return view;
    }

    private static String text(@Nullable JobState state) {
        return state == JobState.PRINTING || state == JobState.PAUSED
                ? state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT)
                : "Operational";
    }

    static ObjectNode job(@Nullable SlicedFile file, @Nullable Job job, Instant now) {
        ObjectNode view = object();
        ObjectNode about = view.putObject("job");
        ObjectNode progress = view.putObject("progress");
        view.put("state", text(job == null ? null : job.state()));
        if (file == null || job == null) {
            about.putObject("file").putNull("name").putNull("path");
            progress.putNull("completion").putNull("printTime").putNull("printTimeLeft");
            return view;
        }
        about.putObject("file")
                .put("name", file.name())
                .put("path", file.path())
                .put("origin", LOCAL)
                .put("size", file.content().bytes())
                .put("date", file.sentAt().getEpochSecond());
        about.put("estimatedPrintTime", file.facts().printTimeS()).put("user", file.sentBy());
        about.set("filament", filament(file.facts()));
        Instant started = job.startedAt();
        Instant ended = job.endedAt();
        progress.put("completion", job.progressPct());
        if (started != null) {
            long seconds =
                    Duration.between(started, ended == null ? now : ended).toSeconds();
            progress.put("printTime", seconds).put("printTimeLeft", Math.max(0, job.expectedPrintTimeS() - seconds));
        }
        ObjectNode hub = view.putObject("amsp")
                .put("job", job.id())
                .put("state", job.state().name());
        hub.put("device", job.device()).put("reason", job.reason());
        hub.putPOJO("matching", job.matching());
        return view;
    }

    static ObjectNode files(List<SlicedFile> files, String base) {
        ObjectNode view = object();
        ArrayNode all = view.putArray("files");
        files.forEach(file -> all.add(file(file, base)));
        return view.put("free", "unknown");
    }

    static ObjectNode file(SlicedFile file, String base) {
        ObjectNode view = reference(file, base);
        view.put("size", file.content().bytes()).put("date", file.sentAt().getEpochSecond());
        ObjectNode analysis = view.putObject("gcodeAnalysis");
        analysis.put("estimatedPrintTime", file.facts().printTimeS());
        analysis.set("filament", filament(file.facts()));
        if (file.thumbnail() != null) {
            view.put("thumbnail", "/api/v1/sliced-files/" + file.id() + "/thumbnail");
        }
        view.putObject("amsp")
                .put("slicedFile", file.id())
                .put("target", file.target().inWords());
        return view;
    }

    /** What is told of a file that came. */
    static ObjectNode uploaded(SlicedFile file, String base, boolean selected, boolean printed) {
        ObjectNode view = object().put("done", true);
        view.put("effectiveSelect", selected || printed).put("effectivePrint", printed);
        view.putObject("files").set(LOCAL, file(file, base));
        return view;
    }

    private static ObjectNode reference(SlicedFile file, String base) {
        ObjectNode view = object().put("name", file.name()).put("display", file.name());
        view.put("path", file.path()).put("origin", LOCAL).put("type", "machinecode");
        view.putArray("typePath").add("machinecode").add("gcode");
        view.putObject("refs")
                .put("resource", address(file.path(), base))
                .put("download", "/api/v1/sliced-files/" + file.id() + "/content");
        return view;
    }

    /** Returns the address of a file: its path may hold what an address may not, percent signs among it. */
    static String address(String path, String base) {
        try {
            return base + new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode filament(GcodeFacts facts) {
        ObjectNode view = object();
        Double mm3 = facts.filamentMm3();
        view.putObject("tool0").put("length", facts.filamentMm()).put("volume", mm3 == null ? null : mm3 / 1000);
        return view;
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
