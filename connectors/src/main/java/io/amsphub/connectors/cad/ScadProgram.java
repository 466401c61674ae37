package io.amsphub.connectors.cad;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an OpenSCAD program, without comments and with texts emptied, as far as the hub has to know it. */
final class ScadProgram {

    private static final Pattern NOT_CODE =
            Pattern.compile("//[^\\n]*|/\\*.*?(?:\\*/|\\z)|\"(?:\\\\.|[^\"\\\\])*+(?:\"|\\z)", Pattern.DOTALL);
    private static final Pattern READS_FILES = Pattern.compile("\\b(include|use|import\\w*|surface)\\b");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)(?:^|[;{}])\\s*([A-Za-z_$]\\w*)\\s*=(?!=)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w{0,63}");
    private static final Set<String> FACETING = Set.of("$fn", "$fa", "$fs");
    private static final Pattern LITERAL =
            Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,15})?(?:[eE][-+]?\\d{1,2})?|true|false");
    private static final int LONGEST_TEXT = 1000;

    private final String code;
    private final Set<String> names = new TreeSet<>();

    private ScadProgram(String code) {
        this.code = code;
        Matcher matcher = ASSIGNMENT.matcher(code);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }

    /** Returns the program of a text. */
    static ScadProgram of(String text) {
        Matcher matcher = NOT_CODE.matcher(text);
        StringBuilder code = new StringBuilder();
        while (matcher.find()) {
            boolean quoted = matcher.group().startsWith("\"");
            // line breaks stay, so that places can be told
            String gap = matcher.group().replaceAll("[^\\n]", "");
            matcher.appendReplacement(code, quoted ? "\"" + gap + "\"" : " " + gap);
        }
        matcher.appendTail(code);
        return new ScadProgram(code.toString());
    }

    /**
     * Refuses a program that reads files: it would see those of the hub.
     *
     * @throws HubException with the line
     */
    void requireNoFileAccess() {
        Matcher matcher = READS_FILES.matcher(code);
        if (matcher.find()) {
            long line = 1
                    + code.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw new HubException(
                    FailureCode.CAD_NOT_ALLOWED,
                    "the program reads another file with '" + matcher.group(1) + "'",
                    "line " + line,
                    "upload one self-contained file; copy the modules that it uses into it");
        }
    }

    /**
     * Returns the definition that sets a parameter, as the command line takes it.
     *
     * @throws HubException when the program has no such variable, or the value is no number, truth value or
     *     plain text
     */
    String definition(String name, String value) {
        boolean known = NAME.matcher(name).matches() && names.contains(name);
        if (!known && !FACETING.contains(name)) {
            throw new HubException(
                    FailureCode.CAD_PARAMETER,
                    "the program sets no variable '" + shortened(name) + "'",
                    "/parameters/" + shortened(name),
                    "it sets " + names);
        }
        if (LITERAL.matcher(value).matches()) {
            return name + "=" + value.toLowerCase(Locale.ROOT);
        }
        boolean plain = value.length() <= LONGEST_TEXT && value.chars().noneMatch(c -> c < ' ');
        if (!plain) {
            throw new HubException(
                    FailureCode.CAD_PARAMETER,
                    "the value of '" + name + "' is no plain text",
                    "/parameters/" + name,
                    "give a number, true, false or a text of at most " + LONGEST_TEXT + " characters on one line");
        }
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "..." : name;
    }
}
