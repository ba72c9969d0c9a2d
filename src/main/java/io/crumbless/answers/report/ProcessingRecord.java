package io.crumbless.answers.report;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.JobFile;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * The sources of a record of processing activities (GDPR Art. 30(1)): the policy, and from the job file what the policy
 * does not state. The record names what neither states.
 *
 * @param controller who answers for the data
 * @param activationLogs names of the logs of what was done with values elsewhere
 * @param kept how many snapshots are kept; empty without a job file
 */
public record ProcessingRecord(
        Policy policy, Optional<Controller> controller, List<String> activationLogs, Optional<Kept> kept) {
    public ProcessingRecord {
        activationLogs = List.copyOf(activationLogs);
    }

    /**
     * How long copies are kept.
     *
     * @param snapshots how many
     * @param withdrawalsWithin within which they no longer hold what was withdrawn
     */
    public record Kept(int snapshots, Period withdrawalsWithin) {}

    /** Of a policy alone. */
    public static ProcessingRecord of(Policy policy) {
        return new ProcessingRecord(policy, Optional.empty(), List.of(), Optional.empty());
    }

    /** Of a policy, with what a job file says about it. */
    public static ProcessingRecord of(Policy policy, JobFile job) {
        return new ProcessingRecord(
                policy,
                job.controller(),
                job.activations().stream().map(source -> source.name()).toList(),
                Optional.of(new Kept(job.keepSnapshots(), job.limits().withdrawalsWithin())));
    }
}
