package io.crumbless.night.metrics;

import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RunLedger;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads metrics of a job and its warehouse from the control database. */
final class LedgerReadings {
    private LedgerReadings() {}

    /** @param current the manifest of the current snapshot */
    static void add(JobFile job, Optional<Manifest> current, Readings readings) {
        look(job, readings, (control, found) -> {
            runs(job, control.runs(), current, found);
            erasures(job, control, found);
            requests(job, control, found);
        });
    }

    /** Only erasures, possibly for a job without nights. */
    static void addErasures(JobFile job, Readings readings) {
        look(job, readings, (control, found) -> {
            erasures(job, control, found);
            requests(job, control, found);
        });
    }

    /** Adds nothing if there is no control database yet. */
    private static void look(JobFile job, Readings readings, BiConsumer<ControlDatabase, Readings> what) {
        try {
            if (ControlDatabase.exists(job.control())) {
                read(job, readings, what);
            }
        } catch (RuntimeException e) {
            // Another process may have it open, or its failure may be why the night failed: that is reported.
            readings.add(Metric.CONTROL_DATABASE_UP, job.name(), 0);
        }
    }

    private static void read(JobFile job, Readings readings, BiConsumer<ControlDatabase, Readings> what) {
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            Readings found = new Readings();
            what.accept(control, found);
            readings.addAll(found.add(Metric.CONTROL_DATABASE_UP, job.name(), 1));
        }
    }

    private static void runs(JobFile job, RunLedger runs, Optional<Manifest> current, Readings found) {
        runs.lastSuccess(job.name()).ifPresent(at -> found.add(Metric.LAST_SUCCESS, job.name(), seconds(at)));
        runs.ended(job.name())
                .forEach((status, number) -> found.add(Metric.ATTEMPTS, job.name(), number, status.word()));
        current.flatMap(manifest -> runs.publishedAt(manifest.runId())).ifPresent(at -> {
            found.add(Metric.SNAPSHOT_PUBLISHED, job.name(), seconds(at));
            Instant end = Instant.parse(current.orElseThrow().asOf());
            found.add(
                    Metric.PUBLICATION_LAG,
                    job.name(),
                    Duration.between(end, at).toMillis() / 1e3);
        });
    }

    private static void erasures(JobFile job, ControlDatabase control, Readings found) {
        String warehouse = job.warehouse().text();
        found.add(
                Metric.OPEN_ERASURES,
                job.name(),
                control.erasures().unfinished(warehouse).size());
        found.measured(Metric.OLDEST_OPEN_ERASURE);
        control.erasures()
                .oldestUnfinished(warehouse)
                .ifPresent(at -> found.add(Metric.OLDEST_OPEN_ERASURE, job.name(), seconds(at)));
    }

    private static void requests(JobFile job, ControlDatabase control, Readings found) {
        List<PrivacyRequest> all = control.requests().all();
        List<PrivacyRequest> open =
                all.stream().filter(request -> request.status().isOpen()).toList();
        LocalDate today = LocalDate.now(job.zone());
        for (RequestKind kind : RequestKind.values()) {
            found.add(
                    Metric.OPEN_REQUESTS,
                    job.name(),
                    open.stream().filter(request -> request.kind() == kind).count(),
                    kind.word());
            if (kind.withholds()) {
                found.add(
                        Metric.RESTRICTING_REQUESTS,
                        job.name(),
                        all.stream()
                                .filter(request -> request.kind() == kind && request.withholds())
                                .count(),
                        kind.word());
            }
        }
        found.add(
                Metric.REQUESTS_OF_NOBODY,
                job.name(),
                all.stream().filter(PrivacyRequest::withholdsFromNobody).count());
        found.add(
                Metric.OVERDUE_REQUESTS,
                job.name(),
                open.stream()
                        .filter(request -> request.deadline().hasPassed(today))
                        .count());
        found.measured(Metric.NEXT_REQUEST_DUE);
        open.stream()
                .map(request -> request.deadline().due().plusDays(1))
                .min(Comparator.naturalOrder())
                .ifPresent(day -> found.add(Metric.NEXT_REQUEST_DUE, job.name(), seconds(begin(day, job))));
        found.measured(Metric.OLDEST_OPEN_REQUEST);
        open.stream()
                .map(PrivacyRequest::receivedOn)
                .min(Comparator.naturalOrder())
                .ifPresent(day -> found.add(Metric.OLDEST_OPEN_REQUEST, job.name(), seconds(begin(day, job))));
    }

    private static Instant begin(LocalDate day, JobFile job) {
        return day.atStartOfDay(job.zone()).toInstant();
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1e3;
    }
}
