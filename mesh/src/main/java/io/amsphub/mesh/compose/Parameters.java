package io.amsphub.mesh.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of all parameters of a template or edit, each within its bounds. Immutable. */
public final class Parameters {

    /** A number with more digits is written with an exponent. */
    private static final int LONGEST_PLAIN = 24;

    private final String owner;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    private Parameters(String owner) {
        this.owner = owner;
    }

    /**
     * Checks values against their bounds and puts presets where none is given.
     *
     * @param owner the template or edit, for errors
     * @throws ComposeException that names the parameter and its bounds
     */
    public static Parameters of(String owner, List<ParameterSpec> specs, Map<String, String> given)
            throws ComposeException {
        for (String name : given.keySet()) {
            if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
                String known = specs.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
                throw new ComposeException(
                        ComposeFault.UNKNOWN_PARAMETER,
                        "there is no such parameter; there are " + known,
                        owner + ", " + shortened(name));
            }
        }
        Parameters values = new Parameters(owner);
        for (ParameterSpec spec : specs) {
            values.put(spec, given.getOrDefault(spec.name(), spec.preset()));
        }
        return values;
    }

    private void put(ParameterSpec spec, String text) throws ComposeException {
        if (spec.kind() == ParameterSpec.Kind.TEXT) {
            VectorFont.requireText(text, spec, owner);
            texts.put(spec.name(), text);
            return;
        }
        double value = number(spec, text);
        boolean whole = spec.kind() != ParameterSpec.Kind.COUNT || value == Math.rint(value);
        if (!(value >= spec.min() && value <= spec.max() && whole)) {
            throw outOfBounds(spec, text);
        }
        String plain = ParameterSpec.plain(value);
        texts.put(spec.name(), plain.length() > LONGEST_PLAIN ? Double.toString(value) : plain);
        numbers.put(spec.name(), value);
    }

    private double number(ParameterSpec spec, String text) throws ComposeException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw outOfBounds(spec, text);
        }
    }

    private ComposeException outOfBounds(ParameterSpec spec, String text) {
        return new ComposeException(
                ComposeFault.PARAMETER_OUT_OF_BOUNDS,
                "'" + shortened(text) + "' is not within its bounds, " + spec.bounds(),
                owner + ", " + spec.name());
    }

    /** Cuts a text of somebody else so that it is safe in a message. */
    static String shortened(String text) {
        String safe = text.replaceAll("[^ -~]", "?");
        return safe.length() > 40 ? safe.substring(0, 40) + "..." : safe;
    }

    /** Returns a number. */
    public double number(String name) {
        Double value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no number " + name + " in " + owner);
        }
        return value;
    }

    /** Returns a whole number. */
    public int count(String name) {
        return (int) number(name);
    }

    /** Returns a text. */
    public String text(String name) {
        String value = texts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no text " + name + " in " + owner);
        }
        return value;
    }

    /** Returns three numbers as a point or direction. */
    public double[] triple(String x, String y, String z) {
        return new double[] {number(x), number(y), number(z)};
    }

    /** Returns all values as text; a number in the one form that {@code 5}, {@code 5.0} and {@code 5e0} share. */
    public Map<String, String> asText() {
        return Map.copyOf(texts);
    }

    /**
     * Checks a rule between parameters.
     *
     * @param holds whether it holds
     * @param rule what has to hold, with the names of the parameters
     * @throws ComposeException when it does not
     */
    public void require(boolean holds, String rule) throws ComposeException {
        if (!holds) {
            throw new ComposeException(ComposeFault.PARAMETERS_CONTRADICT, "it needs " + rule, owner);
        }
    }
}
