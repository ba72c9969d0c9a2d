package io.crumbless.night.await;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.WaitSettings;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Determines which of the things that a job waits for are missing. */
public final class AwaitedDeliveries {
    private final JobFile job;
    private final LocalDate businessDate;
    private final Clock clock;

    public AwaitedDeliveries(JobFile job, LocalDate businessDate, Clock clock) {
        this.job = job;
        this.businessDate = businessDate;
        this.clock = clock;
    }

    /**
     * Each missing thing, with the reason, as text to follow "waits for"; empty if nothing is missing.
     *
     * @throws Failure input if a list of hashes is malformed; environment if a file system or database fails
     */
    public List<String> missing() {
        WaitSettings settings = job.waitFor();
        List<String> missing = new ArrayList<>();
        settings.files().forEach(path -> missing.addAll(missing(path)));
        settings.sums().ifPresent(path -> missing.addAll(missingOfSums(path)));
        settings.after().stream().filter(this::isUnpublished).forEach(other -> missing.add("job '" + other + "'"));
        return missing;
    }

    private List<String> missing(DayPath path) {
        Location wanted = path.on(businessDate);
        List<FileEntry> files = Storage.of(wanted).glob(wanted);
        if (files.isEmpty()) {
            return List.of(wanted.readable().toString());
        }
        return files.stream().flatMap(file -> unsettled(file).stream()).toList();
    }

    /**
     * The reason if a file may still be being written. If the clock is behind that of the file system, it waits longer,
     * not shorter.
     */
    private Optional<String> unsettled(FileEntry file) {
        Duration settledFor = job.waitFor().settledFor();
        boolean settled =
                settledFor.isZero() || clock.instant().minus(settledFor).toEpochMilli() >= file.modifiedMillis();
        return settled
                ? Optional.empty()
                : Optional.of(file.location() + " (changed less than " + settledFor + " ago)");
    }

    private List<String> missingOfSums(DayPath path) {
        List<String> missing = missing(path);
        if (!missing.isEmpty()) {
            return missing;
        }
        Location pattern = path.on(businessDate);
        return Storage.of(pattern).glob(pattern).stream()
                .flatMap(list -> DeliverySums.read(list.location()).missing(this::unsettled).stream())
                .toList();
    }

    /** Another process uses the database, possibly for that very night. */
    private boolean isUnpublished(String other) {
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            return control.runs()
                    .latestPublishedDate(other)
                    .filter(last -> !last.isBefore(businessDate))
                    .isEmpty();
        } catch (Failure failure) {
            if (failure.category() == ErrorCategory.BUSY) {
                return true;
            }
            throw failure;
        }
    }
}
