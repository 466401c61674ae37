package io.amsphub.connectors.jpa;

import io.amsphub.processors.identity.Person;
import io.amsphub.processors.port.People;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link People} over JPA. */
public final class JpaPeople extends JpaRepository<Person, PersonRow> implements People {

    /** A repository over a shared entity manager. */
    public JpaPeople(EntityManager entityManager) {
        super(entityManager, Person.class, PersonRow.class, Set.of("state"));
    }

    @Override
    public void remove(String name) {
        PersonRow row = entityManager().find(PersonRow.class, name);
        if (row != null) {
            entityManager().remove(row);
        }
    }

    @Override
    PersonRow newRow() {
        return new PersonRow();
    }

    @Override
    String id(Person aggregate) {
        return aggregate.name();
    }

    @Override
    long version(Person aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Person aggregate, PersonRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.enabled() ? "ENABLED" : "DISABLED";
    }
}
