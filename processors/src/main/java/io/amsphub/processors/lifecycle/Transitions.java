package io.amsphub.processors.lifecycle;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The table of allowed transitions of one aggregate. Immutable once built; what it does not list is
 * refused.
 *
 * @param <S> the states
 */
public final class Transitions<S extends Enum<S>> {

    private final String aggregate;
    private final Map<S, Set<S>> allowed;

    private Transitions(String aggregate, Map<S, Set<S>> allowed) {
        this.aggregate = aggregate;
        this.allowed = allowed;
    }

    /** Starts the table of an aggregate. */
    public static <S extends Enum<S>> Builder<S> of(String aggregate, Class<S> states) {
        return new Builder<>(aggregate, states);
    }

    /** Returns the name of the aggregate, as it stands in events. */
    public String aggregate() {
        return aggregate;
    }

    /** Returns whether one state may follow another. */
    public boolean allows(S from, S to) {
        return next(from).contains(to);
    }

    /** Returns the states that may follow. */
    public Set<S> next(S from) {
        return allowed.getOrDefault(from, Set.of());
    }

    /** Returns whether nothing can follow. */
    public boolean isFinal(S state) {
        return next(state).isEmpty();
    }

    /**
     * Refuses a transition that the table does not list.
     *
     * @throws HubException with {@link FailureCode#ILLEGAL_TRANSITION}, naming what is possible
     */
    public void require(String id, S from, S to) {
        if (!allows(from, to)) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    aggregate + " " + id + " is " + from + " and cannot become " + to,
                    null,
                    isFinal(from)
                            ? from + " is an end state: start anew"
                            : "from " + from + " it can become " + EnumSet.copyOf(next(from)));
        }
    }

    /** Collects the rows of a table. */
    public static final class Builder<S extends Enum<S>> {

        private final String aggregate;
        private final Map<S, Set<S>> rows;
        private final Class<S> states;

        private Builder(String aggregate, Class<S> states) {
            this.aggregate = aggregate;
            this.states = states;
            this.rows = new EnumMap<>(states);
        }

        /** Adds a row: from one state to any of the others. */
        @SafeVarargs
        public final Builder<S> from(S from, S... to) {
            Set<S> row = rows.computeIfAbsent(from, s -> EnumSet.noneOf(states));
            for (S state : to) {
                row.add(state);
            }
            return this;
        }

        /** Closes the table. */
        public Transitions<S> build() {
            return new Transitions<>(aggregate, new EnumMap<>(rows));
        }
    }
}
