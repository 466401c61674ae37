package io.amsphub.processors.port;

import io.amsphub.processors.erp.ErpArticle;
import java.util.Set;

/** What article numbers stand for. */
public interface ErpArticles extends Repository<ErpArticle> {

    /** Returns all article numbers. */
    Set<String> codes();
}
