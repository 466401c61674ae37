package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Replies;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** {@link Replies} over JPA. */
public final class JpaReplies implements Replies {

    private final EntityManager entityManager;

    /** Replies over a shared entity manager. */
    public JpaReplies(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public Optional<Reply> find(String key) {
        return Optional.ofNullable(entityManager.find(ReplyRow.class, key))
                .map(r -> new Reply(r.key, r.requestSha256, r.status, r.location, r.body, r.givenAt));
    }

    @Override
    public void keep(Reply reply) {
        ReplyRow row = new ReplyRow();
        row.key = reply.key();
        row.requestSha256 = reply.requestSha256();
        row.status = reply.status();
        row.location = reply.location();
        row.body = reply.body();
        row.givenAt = reply.at();
        entityManager.persist(row);
        entityManager.flush();
    }
}
