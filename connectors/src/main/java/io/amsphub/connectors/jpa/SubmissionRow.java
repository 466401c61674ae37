package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A job that was submitted to a machine under a number. */
@Entity
@Table(name = "device_submission")
class SubmissionRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "device_submission_seq")
    @SequenceGenerator(name = "device_submission_seq", sequenceName = "device_submission_seq", allocationSize = 1)
    @Nullable
    Integer id;

    String commandId = "";

    String device = "";

    String job = "";

    String beforeIt = "";
}
