package io.amsphub.processors.design;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a revision is made by when nobody uploads it: a template, or an edit of an earlier revision, with a
 * value for each parameter. The same recipe on the same parent gives the same bytes, by the same engine.
 *
 * @param kind template or edit
 * @param name of the template or edit
 * @param parameters values by name as text, all of them, so that a later change of presets changes nothing
 * @param parent the revision that is edited; null for a template
 * @param parentSha256 digest of the solid that is edited; null for a template
 * @param engine version of the engine that makes it
 * @param autoAccept whether a correction within tolerance is taken without asking
 */
public record Recipe(
        Kind kind,
        String name,
        Map<String, String> parameters,
        @Nullable String parent,
        @Nullable String parentSha256,
        String engine,
        boolean autoAccept) {

    /** Where a recipe begins. */
    public enum Kind {
        /** From nothing but parameters. */
        TEMPLATE,
        /** From the solid of an earlier revision. */
        EDIT
    }

    /** Copies the parameters, in the order of their names. */
    public Recipe {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
