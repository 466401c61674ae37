package io.amsphub.processors.lifecycle;

/** What a stage works on, and what its events are tied together by. */
public interface StageSubject {

    /** Returns the id of the aggregate. */
    String subject();

    /** Returns the correlation id. */
    String correlationId();
}
