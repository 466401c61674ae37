package io.amsphub.processors.sliced;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What slicers write into comments, in the dialects of PrusaSlicer, SuperSlicer, OrcaSlicer, Bambu Studio and
 * Cura (Marlin and Griffin headers). Wherever in the file it stands it counts; the first value of a name
 * does, but of a running count the last.
 */
final class GcodeComments {

    private static final Set<String> NAMES = Set.of(
            "total estimated time",
            "estimated printing time (normal mode)",
            "estimated printing time",
            "time",
            "time_elapsed",
            "print.time",
            "filament used",
            "filament used [mm]",
            "filament used [cm3]",
            "filament used [g]",
            "total filament used [g]",
            "total filament length [mm]",
            "total filament volume [cm^3]",
            "total filament weight [g]",
            "filament_type",
            "filament_diameter",
            "nozzle_diameter",
            "extruder_train.0.nozzle.diameter",
            "printer_model",
            "target_machine.name",
            "total layers count",
            "total layer number",
            "layer_count",
            "bed_shape",
            "printable_area",
            "max_print_height",
            "printable_height");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[=:]\\s*");
    private static final Pattern GENERATOR =
            Pattern.compile("(?i)generated (?:by|with) ([A-Za-z_+ -]{1,40}?[ /]v?[0-9][\\w.+-]{0,40})\\b.*");
    private static final Pattern BAMBU = Pattern.compile("BambuStudio [0-9][\\w.+-]{0,40}");
    private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([dhms])");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern CORNER = Pattern.compile("(-?\\d+(?:\\.\\d+)?)x(-?\\d+(?:\\.\\d+)?)");
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9][\\w+-]{0,39}");
    private static final int MOST_TOOLS = 64;
    private static final String GRIFFIN_VOLUME = "extruder_train.";
    private static final double CURA_PLACEHOLDER_S = 6666;
    private static final Map<String, Integer> SECONDS = Map.of("d", 86_400, "h", 3600, "m", 60, "s", 1);

    private final Map<String, String> values = new HashMap<>();
    private double griffinMm3;
    private int layerMarks;
    private @Nullable String slicer;

    /** Takes in a comment, without its semicolon. */
    void comment(String text) {
        if (slicer == null && generator(text)) {
            return;
        }
        if (text.equals("LAYER_CHANGE") || (text.startsWith("LAYER:") && !text.startsWith("LAYER:-"))) {
            layerMarks++;
        }
        for (String piece : text.startsWith("model printing time") ? text.split(";", 4) : new String[] {text}) {
            pair(piece.strip());
        }
    }

    private boolean generator(String text) {
        Matcher matcher = GENERATOR.matcher(text);
        if (matcher.matches()) {
            slicer = matcher.group(1);
        } else if (BAMBU.matcher(text).matches()) {
            slicer = text;
        }
        return slicer != null;
    }

    private void pair(String text) {
        Matcher separator = SEPARATOR.matcher(text);
        if (!separator.find()) {
            return;
        }
        String name = text.substring(0, separator.start()).toLowerCase(Locale.ROOT);
        String value = text.substring(separator.end());
        if (name.startsWith(GRIFFIN_VOLUME) && name.endsWith(".material.volume_used")) {
            griffinMm3 += sum(value);
        } else if (name.equals("time_elapsed")) {
            values.put(name, value);
        } else if (NAMES.contains(name)) {
            values.putIfAbsent(name, value);
        }
    }

    @Nullable
    String slicer() {
        return slicer;
    }

    /** Returns the estimated time in s. */
    @Nullable
    Long printTimeS() {
        for (String name :
                List.of("total estimated time", "estimated printing time (normal mode)", "estimated printing time")) {
            Double span = span(values.get(name));
            if (span != null) {
                return Math.round(span);
            }
        }
        Double plain = positive("print.time");
        Double time = plain == null ? positive("time") : plain;
        if (time == null || time == CURA_PLACEHOLDER_S) {
            Double elapsed = positive("time_elapsed");
            time = elapsed == null ? time : elapsed;
        }
        return time == null ? null : Math.round(time);
    }

    @Nullable
    Double filamentMm() {
        String cura = values.get("filament used");
        if (cura != null && !cura.contains("mm3")) {
            return sum(cura) > 0 ? 1000 * sum(cura) : null;
        }
        return firstSum("filament used [mm]", "total filament length [mm]");
    }

    /**
     * Returns the volume in mm3. Bambu Studio writes mm3 where it says cm3; the length, which it says as well,
     * tells which of the two it is.
     */
    @Nullable
    Double filamentMm3() {
        Double length = filamentMm();
        Double said = firstSum("total filament volume [cm^3]");
        if (said != null) {
            boolean alreadyMm3 = length != null && said > length;
            return alreadyMm3 ? said : 1000 * said;
        }
        Double cm3 = firstSum("filament used [cm3]");
        if (cm3 != null) {
            return 1000 * cm3;
        }
        String cura = values.get("filament used");
        if (cura != null && cura.contains("mm3")) {
            return sum(cura.replace("mm3", ""));
        }
        return griffinMm3 > 0 ? griffinMm3 : null;
    }

    @Nullable
    Double filamentG() {
        return firstSum("total filament used [g]", "filament used [g]", "total filament weight [g]");
    }

    /** Returns the kinds of filament that are used, without doubles, in the order of the extruders. */
    List<String> feedstocks() {
        String[] kinds = list("filament_type");
        String[] used = list("filament used [mm]");
        // Which extruders are used is known only when the file says so; otherwise the first counts.
        boolean known = used.length == kinds.length && Arrays.stream(used).anyMatch(length -> sum(length) > 0);
        List<String> all = new ArrayList<>();
        for (int n = 0; n < kinds.length; n++) {
            boolean counts = !known || sum(used[n]) > 0;
            String kind = kind(kinds[n]);
            if (counts && kind != null && !all.contains(kind)) {
                all.add(kind);
            }
        }
        return known || all.isEmpty() ? all : all.subList(0, 1);
    }

    /** Returns the kind of filament that a text names; null when it names none. */
    static @Nullable String kind(String text) {
        String kind = text.strip().replace("\"", "");
        return KIND.matcher(kind).matches() ? kind : null;
    }

    /** Returns what each tool uses, for the tools that use something. */
    List<GcodeFacts.Tool> tools() {
        String[] lengths = list("filament used [mm]");
        String[] masses = list("filament used [g]");
        String[] kinds = list("filament_type");
        List<GcodeFacts.Tool> tools = new ArrayList<>();
        for (int n = 0; n < Math.min(MOST_TOOLS, Math.max(lengths.length, masses.length)); n++) {
            double length = n < lengths.length ? sum(lengths[n]) : 0;
            double mass = n < masses.length ? sum(masses[n]) : 0;
            if (length > 0 || mass > 0) {
                tools.add(new GcodeFacts.Tool(
                        n,
                        n < kinds.length ? kind(kinds[n]) : null,
                        length > 0 ? length : null,
                        mass > 0 ? mass : null));
            }
        }
        return tools;
    }

    private String[] list(String name) {
        return values.getOrDefault(name, "").split("[;,]", -1);
    }

    @Nullable
    Double nozzleMm() {
        Double nozzle = positive("nozzle_diameter");
        return nozzle == null ? positive("extruder_train.0.nozzle.diameter") : nozzle;
    }

    @Nullable
    String printer() {
        String model = values.get("printer_model");
        String printer = model == null || model.isBlank() ? values.get("target_machine.name") : model;
        return printer == null || printer.isBlank() ? null : printer.substring(0, Math.min(100, printer.length()));
    }

    @Nullable
    Integer layers() {
        for (String name : List.of("total layers count", "total layer number", "layer_count")) {
            Double count = positive(name);
            if (count != null) {
                return count.intValue();
            }
        }
        return layerMarks > 0 ? layerMarks : null;
    }

    /** Returns the corners of the bed, lower X, lower Y, upper X, upper Y, mm; null when they are not said. */
    double @Nullable [] bed() {
        String said = values.get("printable_area");
        Matcher corner = CORNER.matcher(Objects.requireNonNullElse(said, values.getOrDefault("bed_shape", "")));
        double[] bed = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        while (corner.find()) {
            double x = Double.parseDouble(corner.group(1));
            double y = Double.parseDouble(corner.group(2));
            bed[0] = Math.min(bed[0], x);
            bed[1] = Math.min(bed[1], y);
            bed[2] = Math.max(bed[2], x);
            bed[3] = Math.max(bed[3], y);
        }
        return bed[2] > bed[0] && bed[3] > bed[1] ? bed : null;
    }

    /** Returns the height of the build volume, mm; null when it is not said. */
    @Nullable
    Double bedHeight() {
        Double height = positive("max_print_height");
        return height == null ? positive("printable_height") : height;
    }

    private @Nullable Double positive(String name) {
        Matcher number = NUMBER.matcher(values.getOrDefault(name, ""));
        double value = number.lookingAt() ? Double.parseDouble(number.group()) : 0;
        return value > 0 ? value : null;
    }

    private @Nullable Double firstSum(String... names) {
        for (String name : names) {
            double sum = sum(values.getOrDefault(name, ""));
            if (sum > 0) {
                return sum;
            }
        }
        return null;
    }

    private static double sum(String value) {
        Matcher number = NUMBER.matcher(value);
        double sum = 0;
        while (number.find()) {
            sum += Double.parseDouble(number.group());
        }
        return sum;
    }

    private static @Nullable Double span(@Nullable String value) {
        Matcher part = SPAN.matcher(value == null ? "" : value);
        double seconds = 0;
        while (part.find()) {
            seconds += Double.parseDouble(part.group(1)) * SECONDS.getOrDefault(part.group(2), 0);
        }
        return seconds > 0 ? seconds : null;
    }
}
