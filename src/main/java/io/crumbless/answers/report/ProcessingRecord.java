package io.crumbless.answers.report;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.JobFile;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * The sources of a record of processing activities (GDPR Art. 30(1)): the policy, and from the job file what the policy
 * does not state. The document lists what neither of them states.
 *
 * @param controller controller of the data
 * @param activationLogs names of the logs of uses of values elsewhere
 * @param kept how many snapshots are kept; empty without a job file
 */
public record ProcessingRecord(
        Policy policy, Optional<Controller> controller, List<String> activationLogs, Optional<Kept> kept) {
    public ProcessingRecord {
        activationLogs = List.copyOf(activationLogs);
    }

    /**
     * The retention of copies.
     *
     * @param snapshots number of kept snapshots
     * @param withdrawalsWithin time after which they no longer contain withdrawn values
     */
    public record Kept(int snapshots, Period withdrawalsWithin) {}

    /** From a policy alone. */
    public static ProcessingRecord of(Policy policy) {
        return new ProcessingRecord(policy, Optional.empty(), List.of(), Optional.empty());
    }

    /** From a policy and a job file. */
    public static ProcessingRecord of(Policy policy, JobFile job) {
        return new ProcessingRecord(
                policy,
                job.controller(),
                job.activations().stream().map(source -> source.name()).toList(),
                Optional.of(new Kept(job.keepSnapshots(), job.limits().withdrawalsWithin())));
    }
}
