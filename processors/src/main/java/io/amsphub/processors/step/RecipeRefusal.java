package io.amsphub.processors.step;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.Parameters;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells in the hub's words why a recipe cannot be made. */
final class RecipeRefusal {

    private RecipeRefusal() {}

    /**
     * Checks each value by itself, so that all that are wrong are told at once, and then all together.
     *
     * @throws HubException with {@link FailureCode#RECIPE_INVALID}, each problem with its place
     */
    static void check(String owner, List<ParameterSpec> specs, Map<String, String> given) {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, String> value : new TreeMap<>(given).entrySet()) {
            try {
                Parameters.of(owner, specs, Map.of(value.getKey(), value.getValue()));
            } catch (ComposeException e) {
                problems.add(problem(e, "/parameters/" + pointer(value.getKey())));
            }
        }
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new HubException(
                    FailureCode.RECIPE_INVALID,
                    problems.size() == 1 ? first.detail() : problems.size() + " values are wrong: " + first.detail(),
                    first.where(),
                    first.remedy(),
                    problems.size() == 1 ? List.of() : problems);
        }
    }

    /** Returns the refusal of a recipe as a whole; its place is where the engine says. */
    static HubException of(ComposeException e) {
        HubException refusal = new HubException(code(e), text(e), e.where(), e.remedy());
        refusal.initCause(e);
        return refusal;
    }

    /** Returns the refusal of a value at a place of the request. */
    static HubException at(ComposeException e, String where) {
        HubException refusal = new HubException(code(e), text(e), where, e.remedy());
        refusal.initCause(e);
        return refusal;
    }

    private static Problem problem(ComposeException e, String where) {
        return Problem.of(code(e), text(e), where, e.remedy());
    }

    private static String text(ComposeException e) {
        return e.code() + " " + e.what();
    }

    private static FailureCode code(ComposeException e) {
        return switch (e.fault()) {
            case UNKNOWN_PARAMETER,
                    PARAMETER_OUT_OF_BOUNDS,
                    PARAMETERS_CONTRADICT,
                    TEXT_NOT_POSSIBLE,
                    UNKNOWN_NAME,
                    BAD_RECIPE -> FailureCode.RECIPE_INVALID;
            default -> FailureCode.COMPOSITION_FAILED;
        };
    }

    private static String pointer(String name) {
        String safe = name.length() > 60 ? name.substring(0, 60) + "..." : name;
        return safe.replace("~", "~0").replace("/", "~1");
    }
}
