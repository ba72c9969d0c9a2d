package io.crumbless.answers.proof;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.AuditReport.LegacyLook;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.night.run.Count;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;

/** Searches a snapshot for values of the legacy sources of its job, if these still exist. */
public final class LegacyJoin {
    static final String CODE = "no_legacy_traces";

    /** Law 1: nothing inferred survives. */
    private static final int LAW = 1;

    private final JobFile job;
    private final Location snapshot;
    private final int threads;

    public LegacyJoin(JobFile job, Location snapshot, int threads) {
        this.job = job;
        this.snapshot = snapshot;
        this.threads = threads;
    }

    /** The check, and the search it is based on; empty if there was none. */
    public record Joined(Check check, Optional<LegacyLook> look) {}

    /** @throws Stopped if the thread is interrupted */
    public Joined join(Legacy legacy) {
        if (legacy == Legacy.LEFT_OUT) {
            return not(NotChecked.LEFT_OUT);
        }
        if (job.legacy().files().isEmpty()) {
            return not(NotChecked.NO_LEGACY);
        }
        try (Workers workers = new Workers(threads, "crumbless-legacy", LegacyTraces.STOPPED)) {
            return new LegacyTraces(job, snapshot, Warehouse.manifest(snapshot), ArchivedPolicy.read(snapshot), workers)
                    .look()
                    .map(found -> new Joined(
                            check(found.look().cookies() + found.look().texts(), found.findings(), Optional.empty()),
                            Optional.of(found.look())))
                    .orElseGet(() -> not(NotChecked.LEGACY_GONE));
        } catch (Failure | StorageException unreadable) {
            // Interrupted reads fail in many ways.
            Stopped.ifAsked(LegacyTraces.STOPPED);
            if (!(unreadable instanceof Failure failure) || failure.category() == Failure.ErrorCategory.INTERNAL) {
                throw unreadable;
            }
            return not(NotChecked.LEGACY_UNREADABLE);
        }
    }

    private static Joined not(NotChecked why) {
        return new Joined(check(0, List.of(), Optional.of(why)), Optional.empty());
    }

    private static Check check(long looked, List<Remark> findings, Optional<NotChecked> notChecked) {
        return new Check(
                CODE,
                LAW,
                "nothing of the legacy sources stands in the outputs",
                new Count(looked, "ids and values"),
                findings,
                notChecked);
    }
}
