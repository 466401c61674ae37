package io.amsphub.connectors.cad;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the free-format data of an IGES section. Texts are written with their length before them
 * ({@code 4HUNIT}) and may hold the delimiters.
 */
final class IgesParameters {

    private IgesParameters() {}

    /** Splits the global section at the delimiters that it itself names in its first two parameters. */
    static List<String> split(CharSequence global) {
        String text = global.toString();
        char delimiter = text.startsWith("1H") && text.length() > 2 ? text.charAt(2) : ',';
        List<String> parameters = new ArrayList<>();
        int at = 0;
        char end = ';';
        while (at <= text.length()) {
            int length = hollerith(text, at);
            int from = at;
            at = length < 0 ? at : Math.min(text.length(), text.indexOf('H', at) + 1 + length);
            while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != end) {
                at++;
            }
            parameters.add(text.substring(from, at));
            if (at >= text.length() || text.charAt(at) == end) {
                break;
            }
            at++;
            if (parameters.size() == 2 && hollerith(parameters.get(1), 0) == 1) {
                end = parameters.get(1).charAt(parameters.get(1).indexOf('H') + 1);
            }
        }
        return parameters;
    }

    /** Returns the length of the text that begins here, or -1 when none does. */
    private static int hollerith(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - from < 6) {
            at++;
        }
        return at > from && at < text.length() && text.charAt(at) == 'H'
                ? Integer.parseInt(text.substring(from, at))
                : -1;
    }
}
