package io.amsphub.connectors.jpa;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.quote.PriceRules;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** {@link PriceRuleVersions} over JPA. What was read once is kept in memory: a version never changes. */
public final class JpaPriceRules implements PriceRuleVersions {

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;
    private final ConcurrentMap<String, PriceRules> read = new ConcurrentHashMap<>();

    /** A store over a shared entity manager. */
    public JpaPriceRules(EntityManager entityManager, UnitOfWork unitOfWork) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public Optional<PriceRules> find(String version) {
        PriceRules known = read.get(version);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PriceRules> found =
                unitOfWork.call(() -> Optional.ofNullable(entityManager.find(PriceRulesRow.class, version))
                        .map(JpaPriceRules::rules));
        found.ifPresent(rules -> read.put(version, rules));
        return found;
    }

    @Override
    public List<PriceRules> all() {
        return unitOfWork.call(
                () -> entityManager
                        .createQuery("select r from PriceRulesRow r order by r.id", PriceRulesRow.class)
                        .getResultList()
                        .stream()
                        .map(JpaPriceRules::rules)
                        .toList());
    }

    @Override
    public void keep(List<PriceRules> versions) {
        unitOfWork.run(() -> versions.forEach(this::keep));
    }

    private void keep(PriceRules rules) {
        PriceRulesRow kept = entityManager.find(PriceRulesRow.class, rules.version());
        if (kept == null) {
            PriceRulesRow row = new PriceRulesRow();
            row.id = rules.version();
            row.document = Json.write(rules);
            entityManager.persist(row);
        } else if (!rules(kept).equals(rules)) {
            throw new IllegalStateException("the price rules " + rules.version()
                    + " are not what quotes were priced by; give changed rules a new version");
        }
    }

    private static PriceRules rules(PriceRulesRow row) {
        return Json.read(row.document, PriceRules.class);
    }
}
