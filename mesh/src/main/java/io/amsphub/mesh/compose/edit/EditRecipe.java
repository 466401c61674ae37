package io.amsphub.mesh.compose.edit;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ComposeFault;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidComposer;
import io.amsphub.mesh.model.TriangleMesh;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An edit with its values: what to keep beside the revision that it made. Applied to the same mesh it makes
 * the same mesh again.
 *
 * @param edit name of the edit
 * @param parameters values by name as text; presets stand in for what is missing
 */
public record EditRecipe(String edit, Map<String, String> parameters) {

    private static final int LONGEST = 4096;

    /** Copies the map. */
    public EditRecipe {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Applies the edit.
     *
     * @param mesh a sound solid; not changed
     * @return a sound solid
     * @throws ComposeException that names the parameter with its bounds, or says why there is no sound result
     */
    public TriangleMesh apply(TriangleMesh mesh) throws ComposeException {
        Edit found = Edits.get(edit);
        Parameters values = Parameters.of(edit, found.parameters(), parameters);
        SolidComposer.requireSound(mesh, edit + ", model");
        return found.change().apply(mesh, values);
    }

    /**
     * Returns this recipe with a value for each parameter, so that a later change of presets does not change it.
     *
     * @throws ComposeException that names the parameter with its bounds
     */
    public EditRecipe complete() throws ComposeException {
        return new EditRecipe(
                edit,
                Parameters.of(edit, Edits.get(edit).parameters(), parameters).asText());
    }

    /** Returns the textual form {@code name?parameter=value&...}, percent-encoded, parameters in order of name. */
    public String toText() {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return encoded(edit) + "?" + query;
    }

    /**
     * Reads the textual form.
     *
     * @throws ComposeException when it is not one; names and values are checked when it is applied
     */
    public static EditRecipe parse(String text) throws ComposeException {
        int mark = text.indexOf('?');
        if (mark < 1 || text.length() > LONGEST) {
            throw bad("no name before a question mark, or longer than " + LONGEST);
        }
        Map<String, String> parameters = new TreeMap<>();
        String query = text.substring(mark + 1);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw bad("a parameter without a value");
            }
            String name = decoded(pair.substring(0, equals));
            if (parameters.put(name, decoded(pair.substring(equals + 1))) != null) {
                throw bad("a parameter twice");
            }
        }
        return new EditRecipe(decoded(text.substring(0, mark)), parameters);
    }

    private static ComposeException bad(String what) {
        return new ComposeException(ComposeFault.BAD_RECIPE, what, "recipe");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) throws ComposeException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("a percent sign that encodes nothing");
        }
    }
}
