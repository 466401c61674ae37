package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.DeviceMemory;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Objects;
import java.util.Optional;

/** {@link DeviceMemory} over JPA. */
public final class JpaDeviceMemory implements DeviceMemory {

    private static final int BEFORE = 400;

    private final EntityManager entityManager;

    /** A memory over a shared entity manager. */
    public JpaDeviceMemory(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public String firstFingerprint(String device, String fingerprint) {
        CertificateRow kept = entityManager.find(CertificateRow.class, device);
        if (kept != null) {
            return kept.fingerprint;
        }
        CertificateRow row = new CertificateRow();
        row.device = device;
        row.fingerprint = fingerprint;
        entityManager.persist(row);
        return fingerprint;
    }

    @Override
    public Submission submit(String command, String device, String job, String before) {
        Optional<Submission> known = first(query("where s.commandId = :command").setParameter("command", command));
        if (known.isPresent()) {
            return known.get();
        }
        SubmissionRow row = new SubmissionRow();
        row.commandId = command;
        row.device = device;
        row.job = job;
        row.beforeIt = before.substring(0, Math.min(BEFORE, before.length()));
        entityManager.persist(row);
        return submission(row);
    }

    @Override
    public Optional<Submission> submission(String device, int id) {
        return first(query("where s.id = :id and s.device = :device")
                .setParameter("id", id)
                .setParameter("device", device));
    }

    @Override
    public Optional<Submission> latestSubmission(String device) {
        return first(query("where s.device = :device order by s.id desc").setParameter("device", device));
    }

    private TypedQuery<SubmissionRow> query(String where) {
        return entityManager.createQuery("select s from SubmissionRow s " + where, SubmissionRow.class);
    }

    private static Optional<Submission> first(TypedQuery<SubmissionRow> query) {
        return query.setMaxResults(1).getResultList().stream().findFirst().map(JpaDeviceMemory::submission);
    }

    private static Submission submission(SubmissionRow row) {
        return new Submission(Objects.requireNonNull(row.id), row.commandId, row.device, row.job, row.beforeIt);
    }
}
