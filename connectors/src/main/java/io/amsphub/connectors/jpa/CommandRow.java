package io.amsphub.connectors.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A command on its way to a machine that the hub goes to. */
@Entity
@Table(name = "device_command")
class CommandRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "device_command_seq")
    @SequenceGenerator(name = "device_command_seq", sequenceName = "device_command_seq", allocationSize = 50)
    @Nullable
    Long id;

    String commandId = "";

    String device = "";

    String correlationId = "";

    @Column(length = DocumentColumn.LENGTH)
    String body = "";

    /** Whether a step was begun that must not be taken again. */
    boolean begun;

    /** Given by the database when the row is written: rows of a later transaction come later, whichever node wrote them. */
    @Column(insertable = false, updatable = false)
    @Nullable
    Long place;
}
