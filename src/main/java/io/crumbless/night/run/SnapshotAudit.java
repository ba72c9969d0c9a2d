package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;

/** Checks a published snapshot by reading its files, with code that neither decided nor wrote what is in them. */
public interface SnapshotAudit {
    /**
     * Reads a snapshot back and checks it.
     *
     * @param runId names the snapshot
     * @param legacy whether the legacy sources are read too, and the snapshot searched for what they hold
     * @throws io.crumbless.process.Failure if there is no such snapshot, or it cannot be read
     */
    AuditReport audit(JobFile job, String runId, AuditReport.Legacy legacy, Progress progress);
}
