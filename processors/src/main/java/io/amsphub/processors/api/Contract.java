package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.failure.HubException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The API as it was published: what operations there are, and what each accepts. */
public interface Contract {

    /** Returns the ids of all operations. */
    Set<String> operations();

    /**
     * Returns the parameters in a path.
     *
     * @throws HubException when the path is not of the operation
     */
    Map<String, String> pathParameters(String operation, String path);

    /** Returns whether an operation takes a JSON body. */
    boolean takesJson(String operation);

    /**
     * Checks query parameters.
     *
     * @throws HubException listing all that is wrong, each with its place
     */
    void checkQuery(String operation, Map<String, List<String>> query);

    /**
     * Checks a body.
     *
     * @throws HubException listing all that is wrong, each with its JSON pointer
     */
    void checkBody(String operation, JsonNode body);
}
