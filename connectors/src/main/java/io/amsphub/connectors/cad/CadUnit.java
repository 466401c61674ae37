package io.amsphub.connectors.cad;

import io.amsphub.processors.cad.CadFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit that a CAD file says its coordinates are in. FreeCAD converts to mm by it; here it is only read,
 * so that people see it.
 *
 * <p>Source: ISO 10303-41 (length_unit with si_unit or conversion_based_unit); IGES 5.3, section 2.2.4.3,
 * parameters 14 and 15 of the global section.
 */
final class CadUnit {

    private static final String UNSPECIFIED = "UNSPECIFIED";
    private static final Pattern SI = Pattern.compile("SI_UNIT\\s*\\(\\s*(?:\\.(\\w+)\\.|\\$)\\s*,\\s*\\.METRE\\.");
    private static final Pattern CONVERSION = Pattern.compile("CONVERSION_BASED_UNIT\\s*\\(\\s*'([^']*)'");
    private static final int LONGEST_STATEMENT = 4096;
    private static final int IGES_COLUMNS = 72;
    private static final int IGES_UNIT_FLAG = 13;

    private static final Map<String, String> SI_PREFIXES =
            Map.of("MICRO", "MICRON", "MILLI", "MILLIMETRE", "CENTI", "CENTIMETRE");
    private static final Map<String, String> NAMES = Map.of(
            "INCH", "INCH",
            "INCHES", "INCH",
            "FOOT", "FOOT",
            "MILLIMETRE", "MILLIMETRE",
            "MILLIMETER", "MILLIMETRE",
            "CENTIMETRE", "CENTIMETRE",
            "METRE", "METRE");
    /** By the flag of the global section, from 1 on. */
    private static final List<String> IGES_FLAGS = List.of(
            "INCH",
            "MILLIMETRE",
            UNSPECIFIED,
            "FOOT",
            UNSPECIFIED,
            "METRE",
            UNSPECIFIED,
            UNSPECIFIED,
            "MICRON",
            "CENTIMETRE",
            UNSPECIFIED);

    private CadUnit() {}

    /** Returns the name of a LengthUnit, UNSPECIFIED when the file does not say or says an unusual one. */
    static String of(CadFormat format, Path file) throws IOException {
        return switch (format) {
            case STEP -> ofStep(file);
            case IGES -> ofIges(file);
            case BREP, OPENSCAD -> UNSPECIFIED;
        };
    }

    private static String ofStep(Path file) throws IOException {
        StringBuilder statement = new StringBuilder();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c != ';') {
                    if (statement.length() < LONGEST_STATEMENT) {
                        statement.append((char) c);
                    }
                    continue;
                }
                if (statement.indexOf("LENGTH_UNIT") >= 0) {
                    String unit = ofStatement(statement.toString().toUpperCase(Locale.ROOT));
                    if (!unit.isEmpty()) {
                        return unit;
                    }
                }
                statement.setLength(0);
            }
        }
        return UNSPECIFIED;
    }

    /** Returns the unit, or an empty text when the statement only mentions one. */
    private static String ofStatement(String statement) {
        Matcher conversion = CONVERSION.matcher(statement);
        if (conversion.find()) {
            return NAMES.getOrDefault(conversion.group(1).trim(), UNSPECIFIED);
        }
        Matcher si = SI.matcher(statement);
        if (si.find()) {
            return si.group(1) == null ? "METRE" : SI_PREFIXES.getOrDefault(si.group(1), UNSPECIFIED);
        }
        return "";
    }

    private static String ofIges(Path file) throws IOException {
        StringBuilder global = new StringBuilder();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.length() > IGES_COLUMNS && line.charAt(IGES_COLUMNS) == 'G') {
                    global.append(line, 0, IGES_COLUMNS);
                } else if (!global.isEmpty()) {
                    break;
                }
            }
        }
        List<String> parameters = IgesParameters.split(global);
        if (parameters.size() <= IGES_UNIT_FLAG) {
            return UNSPECIFIED;
        }
        String flag = parameters.get(IGES_UNIT_FLAG).trim();
        // left out, it is inches, as the standard says
        int number = flag.isEmpty() ? 1 : flag.matches("\\d{1,2}") ? Integer.parseInt(flag) : 0;
        return number >= 1 && number <= IGES_FLAGS.size() ? IGES_FLAGS.get(number - 1) : UNSPECIFIED;
    }
}
