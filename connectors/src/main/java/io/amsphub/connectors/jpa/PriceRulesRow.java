package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A version of the price rules; written once. */
@Entity
@Table(name = "price_rules")
class PriceRulesRow {

    @Id
    String id = "";

    @Column(length = DocumentColumn.LENGTH)
    String document = "";
}
