package io.amsphub.processors.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feedstock that is loaded in a machine. Written as its short name when its colour is not known, as all
 * feedstock was before colours were; otherwise as an object.
 *
 * @param name short name, as jobs ask for it
 * @param colour its colour in words or as {@code #rrggbb}; null when nobody said
 */
public record LoadedMaterial(String name, @Nullable String colour) {

    private static final String NAME = "name";
    private static final String COLOUR = "colour";

    /** Feedstock of a colour that nobody said. */
    public static LoadedMaterial named(String name) {
        return new LoadedMaterial(name, null);
    }

    /** Feedstock of colours that nobody said. */
    public static List<LoadedMaterial> named(List<String> names) {
        return names.stream().map(LoadedMaterial::named).toList();
    }

    /** Reads either form. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LoadedMaterial read(JsonNode written) {
        return written.isTextual()
                ? named(written.asText())
                : new LoadedMaterial(
                        written.path(NAME).asText(),
                        written.path(COLOUR).isTextual() ? written.path(COLOUR).asText() : null);
    }

    /** Returns the form that it is written in. */
    @JsonValue
    Object written() {
        return colour == null ? name : Map.of(NAME, name, COLOUR, colour);
    }

    /** Returns whether it is of a colour, whatever the case of the letters; not when its colour is unknown. */
    public boolean isOf(String wanted) {
        return colour != null && colour.trim().equalsIgnoreCase(wanted.trim());
    }

    @Override
    public String toString() {
        return colour == null ? name : name + " " + colour;
    }
}
