package io.crumbless.night.run;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;

/** Checks a published snapshot by reading its files, with code that neither decided nor wrote what is in them. */
public interface SnapshotAudit {
    /**
     * Reads a snapshot back and checks it.
     *
     * @param runId names the snapshot
     * @param legacy whether the legacy sources are read too, and the snapshot searched for what they hold
     * @param engine looks at rows and files
     * @throws io.crumbless.process.Failure if there is no such snapshot, or it cannot be read
     */
    AuditReport audit(JobFile job, String runId, AuditReport.Legacy legacy, EngineKind engine, Progress progress);

    /** As {@link #audit(JobFile, String, AuditReport.Legacy, EngineKind, Progress)}, all of it on this machine. */
    default AuditReport audit(JobFile job, String runId, AuditReport.Legacy legacy, Progress progress) {
        return audit(job, runId, legacy, EngineKind.LOCAL, progress);
    }
}
