package io.crumbless.night.metrics;

import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads metrics from the evidence of the current snapshot. */
final class WarehouseReadings {
    /** Prefixes of bins of refused statements and quarantined rows; the reason follows. */
    private static final List<String> REFUSING = List.of("refused:", "quarantined:");

    private static final String GUARDS = "guards.";

    private final JobFile job;
    private final Readings readings;

    private WarehouseReadings(JobFile job, Readings readings) {
        this.job = job;
        this.readings = readings;
    }

    /** @return the manifest of the current snapshot, if there is one */
    static Optional<Manifest> add(JobFile job, Readings readings) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        Optional<Manifest> current = warehouse.current().map(warehouse::manifest);
        current.ifPresent(manifest -> new WarehouseReadings(job, readings).snapshot(warehouse, manifest));
        return current;
    }

    private void snapshot(Warehouse warehouse, Manifest manifest) {
        add(Metric.PUBLISHED_BUSINESS_DATE, Instant.parse(manifest.asOf()).getEpochSecond());
        readings.measured(Metric.REFUSED_RECORDS);
        manifest.balance().forEach(this::account);
        manifest.inputs().stream().map(Manifest.Input::source).distinct().forEach(source -> {
            add(
                    Metric.INPUT_BYTES,
                    manifest.inputs().stream()
                            .filter(input -> input.source().equals(source))
                            .mapToLong(Manifest.Input::bytes)
                            .sum(),
                    source);
        });
        manifest.outputs().stream().map(Manifest.Output::dataset).distinct().forEach(dataset -> {
            add(Metric.SNAPSHOT_ROWS, manifest.rows(dataset), dataset);
            add(
                    Metric.SNAPSHOT_SIZE,
                    manifest.outputs().stream()
                            .filter(output -> output.dataset().equals(dataset))
                            .mapToLong(Manifest.Output::bytes)
                            .sum(),
                    dataset);
        });
        ManifestFile.read(warehouse.snapshot(manifest.runId()).resolve(Warehouse.REPORT), NightReport.class)
                .guards()
                .forEach(this::guard);
        Retirement.of(warehouse.snapshot(manifest.runId()))
                .flatMap(retirement -> retirement.of(manifest.runId()))
                .ifPresent(this::retirement);
    }

    private void account(Manifest.Account account) {
        account.bins().forEach((bin, number) -> {
            add(Metric.RECORDS, number, account.source(), account.unit(), bin);
            REFUSING.stream()
                    .filter(bin::startsWith)
                    .forEach(refusing -> add(
                            Metric.REFUSED_RECORDS,
                            number,
                            account.source(),
                            account.unit(),
                            bin.substring(refusing.length())));
        });
    }

    private void guard(NightReport.Reading reading) {
        String guard = reading.guard().replace(GUARDS, "");
        add(Metric.GUARD_REACHED, reading.reached(), guard, reading.source());
        add(Metric.GUARD_LIMIT, reading.limit(), guard, reading.source());
    }

    private void retirement(Retirement.Entry entry) {
        add(Metric.PROVIDED_VALUES, share(entry.provided(), entry.values()));
        add(Metric.PROVIDED_PROFILES, share(entry.subjectsOnProvided(), entry.profiles()));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private void add(Metric metric, double value, String... labels) {
        readings.add(metric, job.name(), value, labels);
    }
}
