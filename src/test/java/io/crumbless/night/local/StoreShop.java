package io.crumbless.night.local;

import io.crumbless.TestingStore;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The shipped job with its warehouse, and sometimes its deliveries, in a bucket; spill and control database on the disk. */
record StoreShop(JobFile job) {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    static final LocalDate SECOND = FIRST.plusDays(1);

    /** A shop with its warehouse in an existing bucket. */
    static StoreShop in(Path folder, String bucket, String hadoop) {
        return of(folder, "../sample-data", "s3a://" + bucket + "/shop/warehouse", hadoop);
    }

    static StoreShop of(Path folder, String deliveries, String warehouse, String hadoop) {
        try {
            copy(Path.of("jobs"), Location.of(folder.resolve("jobs")));
            copy(Path.of("sample-data"), Location.of(folder.resolve("sample-data")));
            Path job = folder.resolve("jobs/nightly-profiles.yaml");
            Files.writeString(
                    job,
                    Files.readString(job)
                                    .replace("path: ../sample-data", "path: " + deliveries)
                                    .replace("warehouse: ../warehouse", "warehouse: " + warehouse)
                            + "\ncontrol: { folder: ../control }\nspill: ../spill\n" + hadoop);
            return new StoreShop(JobFile.read(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another bucket of a store, for a separate shop. */
    static StoreShop in(Path folder, TestingStore store, String bucket) {
        store.bucket(bucket);
        return in(folder, bucket, store.hadoop(bucket));
    }

    RunReport run(LocalDate night) {
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job, night, RunOptions.DEFAULTS, Progress.SILENT);
    }

    /** As the command does when it has erased. */
    void attest() {
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            new Attestation(warehouse(), control, job.anchor(), Clock.systemUTC()).attest(Checkpoint.Event.ERASURE);
        }
    }

    Warehouse warehouse() {
        return new Warehouse(job.warehouse());
    }

    /** Content hashes of all published files, by run id and path, without what differs by installation. */
    SortedMap<String, String> hashes() {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Location snapshot : warehouse().snapshots()) {
            for (FileEntry file : Storage.of(snapshot).listRecursively(snapshot)) {
                String path = snapshot.name()
                        + file.location().text().substring(snapshot.text().length());
                if (!path.endsWith(DetachedSignature.SUFFIX)) {
                    hashes.put(path, Sha256.ofFile(file.location()));
                }
            }
        }
        return hashes;
    }

    static void copy(Path from, Location to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Location target = to.resolve(from.relativize(file).toString());
                try (OutputStream out = Storage.of(target).create(target)) {
                    Files.copy(file, out);
                }
            }
        }
    }
}
