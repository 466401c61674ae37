package io.amsphub.processors.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is known and whose form was checked against the contract.
 *
 * @param call as it came
 * @param who the sender
 * @param path parameters in the path
 * @param json the body, when the operation takes one
 */
public record ApiRequest(
        HttpCall call,
        Principal who,
        Map<String, String> path,
        @Nullable JsonNode json) {

    private static final int DEFAULT_LIMIT = 50;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Returns a parameter in the path. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the contract has no path parameter " + name);
        }
        return value;
    }

    /** Returns a query parameter. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(call.query().get(name)).map(values -> values.get(0));
    }

    /** Returns the body as a value. */
    public <T> T body(Class<T> type) {
        try {
            return Json.strict().treeToValue(json, type);
        } catch (JsonProcessingException e) {
            HubException refusal = new HubException(
                    FailureCode.CONTRACT_VIOLATED, e.getOriginalMessage(), null, "see the API description");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Returns which page is asked for, of what the sender may see. */
    public PageRequest page(String... filters) {
        Map<String, String> values = new HashMap<>();
        for (String filter : filters) {
            query(filter).ifPresent(value -> values.put(filter, value));
        }
        return new PageRequest(
                who.seesAllOrganisations() ? null : who.organisation(),
                values,
                query("after").orElse(null),
                query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT));
    }

    /**
     * Refuses what belongs to another organisation as if it did not exist.
     *
     * @throws HubException with {@link FailureCode#NOT_FOUND}
     */
    public void requireVisible(String id, String organisation) {
        require(id, Access.reaches(who, organisation, reading()));
    }

    /**
     * Refuses what stands in an AM centre that the sender does not work at, as if it did not exist.
     *
     * @throws HubException with {@link FailureCode#NOT_FOUND}
     */
    public void requireFloor(String id, String amCentre) {
        require(id, Access.worksAt(who, amCentre, reading()));
    }

    /**
     * Refuses a machine that the sender does not work with, as if it did not exist.
     *
     * @throws HubException with {@link FailureCode#NOT_FOUND}
     */
    public void requireMachine(Device device) {
        require(
                device.id(),
                Access.worksWith(who, device.amCentre(), device.place().groups(), reading()));
    }

    /** Returns which page is asked for, of what stands in the AM centre of the sender. */
    public PageRequest floorPage(String... filters) {
        PageRequest asked = page(filters);
        Map<String, String> values = new HashMap<>(asked.filters());
        if (!who.seesAllOrganisations()) {
            String centre = values.put("amCentre", who.organisation());
            require("centre " + centre, centre == null || centre.equals(who.organisation()));
        }
        return new PageRequest(null, values, asked.after(), asked.limit());
    }

    private boolean reading() {
        return READING.contains(call.method());
    }

    private static void require(String id, boolean visible) {
        if (!visible) {
            throw new HubException(
                    FailureCode.NOT_FOUND, "there is no " + id, null, "check the id, or list what there is");
        }
    }

    /**
     * Refuses a change of something that has changed since it was read, when the sender says what it
     * read.
     *
     * @throws HubException with {@link FailureCode#STALE_VERSION}
     */
    public void requireVersion(String id, long version) {
        Optional<String> wanted = call.header("If-Match");
        if (wanted.isPresent()
                && !List.of("*", '"' + Long.toString(version) + '"')
                        .contains(wanted.get().trim())) {
            throw new HubException(
                    FailureCode.STALE_VERSION,
                    id + " has version \"" + version + "\", not " + wanted.get(),
                    "If-Match",
                    "read it again and decide anew");
        }
    }
}
