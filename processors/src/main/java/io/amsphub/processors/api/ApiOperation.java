package io.amsphub.processors.api;

import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.util.Set;

/**
 * One operation of the API.
 *
 * @param id as in the contract
 * @param roles who may call it, any one of them; none when it checks a credential of its own
 * @param transactional whether it runs in one unit of work; an operation that moves bytes does not
 * @param secret whether its reply holds a secret, which is shown once and never stored
 * @param ofMemory whether it needs nothing but the request and who sends it, so that it can be answered at once
 * @param ownCredential whether the operation checks a credential of its own kind instead of the sender's
 * @param handler what it does
 */
public record ApiOperation(
        String id,
        Set<Role> roles,
        boolean transactional,
        boolean secret,
        boolean ofMemory,
        boolean ownCredential,
        Handler handler) {

    /** What an operation does. */
    @FunctionalInterface
    public interface Handler {
        /** Answers a request. */
        HttpReply handle(ApiRequest request) throws IOException;
    }

    /**
     * Copies the roles.
     *
     * @throws IllegalArgumentException when nobody may call it: what is not said is not allowed, and better not there
     */
    public ApiOperation {
        roles = Set.copyOf(roles);
        if (roles.isEmpty() != ownCredential) {
            throw new IllegalArgumentException(id + " says roles, or checks a credential of its own");
        }
    }

    /** An operation in one unit of work. */
    public static ApiOperation of(String id, Set<Role> roles, Handler handler) {
        return new ApiOperation(id, roles, true, false, false, false, handler);
    }

    /** An operation that reads, and needs nothing but the request and who sends it. */
    public static ApiOperation ofMemory(String id, Set<Role> roles, Handler handler) {
        return new ApiOperation(id, roles, true, false, true, false, handler);
    }

    /** An operation in one unit of work whose reply holds a secret. */
    public static ApiOperation secret(String id, Set<Role> roles, Handler handler) {
        return new ApiOperation(id, roles, true, true, false, false, handler);
    }

    /** An operation that moves bytes and makes its own units of work. */
    public static ApiOperation streaming(String id, Set<Role> roles, Handler handler) {
        return new ApiOperation(id, roles, false, false, false, false, handler);
    }

    /** An operation that moves bytes and checks a credential of its own kind. */
    public static ApiOperation ownCredential(String id, Handler handler) {
        return new ApiOperation(id, Set.of(), false, false, false, true, handler);
    }
}
