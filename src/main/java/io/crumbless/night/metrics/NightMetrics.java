package io.crumbless.night.metrics;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.job.GuardHeld;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.MetricsSettings;
import io.crumbless.night.run.AttemptListener;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.EndedAttempt;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the metrics file of a job after each attempt at a night. What the attempt could not measure is kept from an
 * earlier one. An attempt that found the warehouse locked by another run writes nothing, because the other run does.
 */
public final class NightMetrics implements AttemptListener {
    private final Duration patience;

    public NightMetrics() {
        this(OtlpPost.PATIENCE);
    }

    /** @param patience for the answer of a collector */
    NightMetrics(Duration patience) {
        this.patience = patience;
    }

    @Override
    public List<String> ended(EndedAttempt attempt) {
        MetricsSettings to = attempt.job().monitoring().metrics();
        boolean isBusy = attempt.failure()
                .filter(failure -> failure.category() == ErrorCategory.BUSY)
                .isPresent();
        if (to.isNowhere() || isBusy) {
            return List.of();
        }
        Readings readings = new Readings();
        attempt(attempt, readings);
        state(attempt.job(), readings);
        List<String> notices = new ArrayList<>();
        // Posted before results of earlier attempts are added from the file.
        new OtlpPost(to, patience).post(readings, attempt.ended()).ifPresent(notices::add);
        to.file().ifPresent(file -> notices.addAll(write(attempt, readings, file)));
        return notices;
    }

    private static List<String> write(EndedAttempt attempt, Readings readings, Path file) {
        MetricsFile metrics = new MetricsFile(file);
        readings.keep(metrics.read(), attempt.job().name(), Metric.Scope.ATTEMPT);
        return metrics.write(readings);
    }

    /**
     * Records the result of an audit.
     *
     * @return failures, as messages
     */
    public static List<String> audited(JobFile job, AuditReport report, Instant at) {
        Optional<Path> file = job.monitoring().metrics().file();
        if (file.isEmpty()) {
            return List.of();
        }
        Readings readings = new Readings().add(Metric.LAST_AUDIT, job.name(), at.getEpochSecond());
        for (AuditReport.Check check : report.checks()) {
            readings.add(
                    Metric.LAST_AUDIT_FINDINGS, job.name(), check.findings().size(), check.code());
        }
        MetricsFile metrics = new MetricsFile(file.get());
        readings.keep(metrics.read(), job.name(), Metric.Scope.AUDIT);
        return metrics.write(readings);
    }

    /**
     * Records open erasures, after new requests.
     *
     * @return failures, as messages
     */
    public static List<String> erased(JobFile job) {
        return changed(job, readings -> LedgerReadings.addErasures(job, readings));
    }

    /**
     * Records the published snapshot, after a rollback.
     *
     * @return failures, as messages
     */
    public static List<String> rolledBack(JobFile job) {
        return changed(job, readings -> state(job, readings));
    }

    private static List<String> changed(JobFile job, Consumer<Readings> what) {
        Optional<Path> file = job.monitoring().metrics().file();
        if (file.isEmpty()) {
            return List.of();
        }
        Readings readings = new Readings();
        what.accept(readings);
        MetricsFile metrics = new MetricsFile(file.get());
        readings.keep(metrics.read(), job.name(), Metric.Scope.LIVE);
        return metrics.write(readings);
    }

    private static void attempt(EndedAttempt attempt, Readings readings) {
        String job = attempt.job().name();
        readings.add(Metric.LAST_ATTEMPT, job, attempt.ended().getEpochSecond());
        readings.add(Metric.LAST_ATTEMPT_SUCCESS, job, attempt.report().isPresent() ? 1 : 0);
        readings.add(Metric.LAST_ATTEMPT_EXIT_CODE, job, attempt.exitCode());
        Instant end = new Night(attempt.businessDate(), attempt.job().zone()).asOf();
        readings.add(Metric.LAST_ATTEMPT_BUSINESS_DATE, job, end.getEpochSecond());
        readings.add(Metric.LAST_ATTEMPT_DURATION, job, attempt.took().toMillis() / 1e3);
        attempt.steps()
                .forEach(step ->
                        readings.add(Metric.STAGE_DURATION, job, step.took().toMillis() / 1e3, step.name()));
        attempt.failure()
                .filter(GuardHeld.class::isInstance)
                .map(GuardHeld.class::cast)
                .ifPresent(held -> readings.add(Metric.GUARD_HELD, job, 1, held.guard()));
        attempt.report()
                .ifPresent(report ->
                        readings.add(Metric.NOTICES, job, report.notices().size()));
        PeakMemory.bytes().ifPresent(bytes -> readings.add(Metric.MEMORY_PEAK, job, bytes));
        Map.of(
                        "warehouse", attempt.job().warehouse(),
                        "control", Location.of(attempt.job().control().folder()),
                        "spill", Location.of(attempt.job().spill()))
                .forEach((place, folder) ->
                        free(folder).ifPresent(bytes -> readings.add(Metric.DISK_FREE, job, bytes, place)));
    }

    /** Left out if the file system does not report it. */
    private static Optional<Long> free(Location folder) {
        try {
            return Optional.of(Storage.of(folder).usableBytes(folder));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void state(JobFile job, Readings readings) {
        Optional<Manifest> current = Optional.empty();
        try {
            current = WarehouseReadings.add(job, readings);
        } catch (RuntimeException e) {
            // The night has already reported why it cannot be read; earlier values are kept.
        }
        LedgerReadings.add(job, current, readings);
    }
}
