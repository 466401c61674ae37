package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.failure.HubException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API as it was published: what operations there are, and what each accepts. */
public interface Contract {

    /** Returns the ids of all operations. */
    Set<String> operations();

    /**
     * Returns the operation that a request is for.
     *
     * @param method in capitals
     * @param path without query
     */
    Optional<String> operation(String method, String path);

    /** Returns the HTTP method of an operation, in capitals. */
    String method(String operation);

    /** Returns the heading that an operation stands under, which scopes of credentials are written with. */
    String heading(String operation);

    /** Returns whether an operation changes nothing. */
    default boolean reads(String operation) {
        return Set.of("GET", "HEAD").contains(method(operation));
    }

    /**
     * Returns the path of an operation with its parameters filled in.
     *
     * @throws HubException when there are more or fewer values than parameters
     */
    String path(String operation, List<String> values);

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
