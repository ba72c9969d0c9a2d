package io.crumbless.night.spark;

import io.crumbless.warehouse.audit.AuditPart;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.audit.PartFound;
import io.crumbless.warehouse.audit.PartRunner;
import io.crumbless.warehouse.audit.RowSpans;
import io.crumbless.warehouse.audit.RowsAudit;
import io.crumbless.warehouse.audit.RowsFound;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Audits the rows and files of a snapshot, with one task per row group, file and slice of subjects. */
final class AuditRun implements PartRunner, AutoCloseable {
    static final String AUDIT = "audit";

    /** If there are more parts, a task checks several. */
    private static final int MOST_TASKS = 20_000;

    private final String id = UUID.randomUUID().toString();
    private final AuditWork work;
    private final JobScope jobs;
    private final Broadcast<byte[]> written;

    AuditRun(JavaSparkContext spark, AuditWork work, SparkProgress progress) {
        this.work = work;
        this.jobs = new JobScope(spark, work, progress);
        this.written = spark.broadcast(work.bytes());
    }

    RowsFound result() {
        RowsFound found = new RowsAudit(work.scope(), this).look();
        jobs.finish();
        return found;
    }

    @Override
    public void look(AuditScope scope, RowSpans spans, List<AuditPart> parts, Consumer<PartFound> found) {
        jobs.begin(AUDIT, Math.min(MOST_TASKS, parts.size()));
        Broadcast<RowSpans> sent = jobs.spark().broadcast(spans);
        try {
            jobs.spark()
                    .parallelize(parts, Math.max(1, Math.min(MOST_TASKS, parts.size())))
                    .map(new AuditTask(id, written, sent))
                    .collect()
                    .forEach(found);
        } finally {
            sent.destroy();
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            jobs.close();
        } finally {
            destroyWork(interrupted);
        }
    }

    private void destroyWork(boolean interrupted) {
        try {
            written.destroy();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
