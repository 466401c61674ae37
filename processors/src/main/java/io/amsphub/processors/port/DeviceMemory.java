package io.amsphub.processors.port;

import java.util.Optional;

/**
 * What the hub must remember of machines that keep too little themselves: which certificate one showed first, and
 * under which number a job was submitted. All of it is part of the current unit of work.
 */
public interface DeviceMemory {

    /**
     * A job on its way to a machine that knows jobs by numbers.
     *
     * @param id above 0, within 32 bits with a sign, never given twice
     * @param command the command that it was submitted by
     * @param device id of the machine
     * @param job id of the job
     * @param before what the machine called its latest job before; empty when it had none
     */
    record Submission(int id, String command, String device, String job, String before) {}

    /** Returns the fingerprint that was kept for a machine; keeps this one when there is none. */
    String firstFingerprint(String device, String fingerprint);

    /**
     * Returns the submission by a command; notes it with a number of its own when it is new.
     *
     * @param before what the machine calls its latest job
     */
    Submission submit(String command, String device, String job, String before);

    /** Returns the submission with a number, when it was to this machine. */
    Optional<Submission> submission(String device, int id);

    /** Returns the newest submission to a machine. */
    Optional<Submission> latestSubmission(String device);
}
