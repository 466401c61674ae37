package io.amsphub.processors.erp;

import org.jspecify.annotations.Nullable;

/**
 * What an article number of an ERP stands for in the hub: a design revision in a material. A sale of it is an order
 * for the hub.
 *
 * @param id the article number
 * @param organisation whose design; who the orders are for
 * @param revisionId what is made
 * @param materialId of what
 * @param amCentre where; null leaves it to the hub
 * @param version for optimistic locking; 0 until stored
 */
public record ErpArticle(
        String id,
        String organisation,
        String revisionId,
        String materialId,
        @Nullable String amCentre,
        long version) {

    /** Returns the article number that the hub itself gives. */
    public static String codeOf(String revisionId, String materialId) {
        return revisionId + "-" + materialId;
    }
}
