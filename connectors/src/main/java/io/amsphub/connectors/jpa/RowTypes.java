package io.amsphub.connectors.jpa;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.service.ServiceRegistry;

/** How values of rows are written, for Hibernate, which finds this as a service. */
public final class RowTypes implements TypeContributor {

    @Override
    public void contribute(TypeContributions types, ServiceRegistry services) {
        types.contributeJdbcType(new StorableText());
    }
}
