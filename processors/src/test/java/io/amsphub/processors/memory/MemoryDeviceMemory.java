package io.amsphub.processors.memory;

import io.amsphub.processors.port.DeviceMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of machines, in memory. */
public final class MemoryDeviceMemory implements DeviceMemory {

    private final Map<String, String> fingerprints = new HashMap<>();
    private final List<Submission> submissions = new ArrayList<>();

    @Override
    public synchronized String firstFingerprint(String device, String fingerprint) {
        String kept = fingerprints.putIfAbsent(device, fingerprint);
        return kept == null ? fingerprint : kept;
    }

    @Override
    public synchronized Submission submit(String command, String device, String job, String before) {
        return submissions.stream()
                .filter(s -> s.command().equals(command))
                .findFirst()
                .orElseGet(() -> {
                    Submission made = new Submission(submissions.size() + 1, command, device, job, before);
                    submissions.add(made);
                    return made;
                });
    }

    @Override
    public synchronized Optional<Submission> submission(String device, int id) {
        return submissions.stream()
                .filter(s -> s.id() == id && s.device().equals(device))
                .findFirst();
    }

    @Override
    public synchronized Optional<Submission> latestSubmission(String device) {
        return submissions.stream().filter(s -> s.device().equals(device)).reduce((first, second) -> second);
    }
}
