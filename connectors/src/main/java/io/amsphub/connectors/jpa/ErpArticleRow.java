package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What an article number stands for. */
@Entity
@Table(name = "erp_article")
class ErpArticleRow extends AggregateRow {}
