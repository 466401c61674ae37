package io.amsphub.mesh.compose.template;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.mesh.compose.SolidComposer;
import io.amsphub.mesh.compose.SolidTree;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import java.util.Map;

/**
 * A solid with named, bounded parameters. It stands on z = 0. Same values, same mesh.
 *
 * @param name kebab case, stable
 * @param title what it is, in plain words
 * @param parameters in the order in which a form shows them
 * @param rules conditions between parameters
 * @param builder makes the tree of booleans from values that keep all bounds and rules
 */
public record Template(String name, String title, List<ParameterSpec> parameters, List<Rule> rules, Builder builder) {

    /** Copies the lists. */
    public Template {
        parameters = List.copyOf(parameters);
        rules = List.copyOf(rules);
    }

    /** Makes a tree of booleans. */
    @FunctionalInterface
    public interface Builder {
        /** Returns the solid for checked values. */
        SolidTree build(Parameters values) throws ComposeException;
    }

    /** A condition on checked values. */
    @FunctionalInterface
    public interface Condition {
        /** Returns whether it holds. */
        boolean holds(Parameters values);
    }

    /**
     * A condition between parameters.
     *
     * @param text what has to hold, with the names of the parameters
     */
    public record Rule(String text, Condition condition) {}

    /**
     * Checks values against bounds and rules.
     *
     * @param given values by name; presets stand in for what is missing
     * @throws ComposeException that names the parameter, its bounds, and the remedy
     */
    public Parameters check(Map<String, String> given) throws ComposeException {
        Parameters values = Parameters.of(name, parameters, given);
        for (Rule rule : rules) {
            values.require(rule.condition().holds(values), rule.text());
        }
        return values;
    }

    /**
     * Makes the solid: sound by detection, in mm.
     *
     * @param given values by name; presets stand in for what is missing
     * @throws ComposeException that names the parameter, its bounds, and the remedy
     */
    public TriangleMesh make(Map<String, String> given) throws ComposeException {
        return SolidComposer.evaluate(builder.build(check(given)));
    }
}
