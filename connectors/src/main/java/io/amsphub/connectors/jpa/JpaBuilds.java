package io.amsphub.connectors.jpa;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.BuildPlan;
import io.amsphub.processors.port.Builds;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.Set;

/** {@link Builds} over JPA. */
public final class JpaBuilds extends JpaRepository<Build, BuildRow> implements Builds {

    /** A repository over a shared entity manager. */
    public JpaBuilds(EntityManager entityManager) {
        super(entityManager, Build.class, BuildRow.class, Set.of("amCentre", "state"));
    }

    @Override
    BuildRow newRow() {
        return new BuildRow();
    }

    @Override
    String id(Build aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Build aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Build aggregate, BuildRow row) {
        BuildPlan plan = aggregate.plan();
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.amCentre = plan.amCentre();
        row.automaticFor = plan.automatic() ? key(plan.amCentre(), plan.processCategory(), plan.feedstock()) : null;
    }

    private static String key(String amCentre, ProcessCategory processCategory, String feedstock) {
        return amCentre + "/" + processCategory + "/" + feedstock;
    }

    @Override
    public Optional<Build> latestAutomatic(String amCentre, ProcessCategory processCategory, String feedstock) {
        return list(
                        query("where r.automaticFor = :automaticFor order by r.id desc")
                                .setParameter("automaticFor", key(amCentre, processCategory, feedstock)),
                        1)
                .stream()
                .findFirst();
    }
}
