package io.crumbless.night.run;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;

/** Audits a published snapshot by reading its files, with code that neither decides nor writes. */
public interface SnapshotAudit {
    /**
     * Reads a snapshot back and checks it.
     *
     * @param runId names the snapshot
     * @param legacy whether the legacy sources are read too, and the snapshot is searched for their values
     * @param engine checks rows and files
     * @throws io.crumbless.process.Failure if there is no such snapshot, or it cannot be read
     */
    AuditReport audit(JobFile job, String runId, AuditReport.Legacy legacy, EngineKind engine, Progress progress);

    /** As {@link #audit(JobFile, String, AuditReport.Legacy, EngineKind, Progress)}, with the local engine. */
    default AuditReport audit(JobFile job, String runId, AuditReport.Legacy legacy, Progress progress) {
        return audit(job, runId, legacy, EngineKind.LOCAL, progress);
    }
}
