package io.crumbless.warehouse.erase;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Erases in the warehouse of a job, and reads what is left there with another engine. */
public final class TestingErasure {
    public static final Instant ASKED = Instant.parse("2026-11-23T08:00:00Z");

    private TestingErasure() {}

    public static Receipt erase(JobFile job, String... subjects) {
        return erase(job, ASKED, subjects);
    }

    static Receipt erase(JobFile job, Instant asked, String... subjects) {
        return with(
                job,
                eraser -> eraser.erase(
                        eraser.look(requests(asked, subjects)), new Eraser.Asked("tester", Optional.empty())));
    }

    public static List<Eraser.Request> requests(Instant asked, String... subjects) {
        return Arrays.stream(subjects)
                .map(subject -> new Eraser.Request(new SubjectId(subject), asked, "art17"))
                .toList();
    }

    static <T> T with(JobFile job, Function<Eraser, T> use) {
        return with(job, Eraser.Watcher.SILENT, use);
    }

    public static <T> T with(JobFile job, Eraser.Watcher watcher, Function<Eraser, T> use) {
        return with(job, Clock.systemUTC(), watcher, use);
    }

    static <T> T with(JobFile job, Clock clock, Eraser.Watcher watcher, Function<Eraser, T> use) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        try (ControlDatabase control = ControlDatabase.open(job.control());
                WarehouseLock lock = control.lock(job.warehouse());
                Eraser eraser =
                        new Eraser(new LockedWarehouse(warehouse, control, lock), job.spill(), 2, clock, watcher)) {
            eraser.settle();
            return use.apply(eraser);
        }
    }

    /** Findings of the audit of every snapshot that is kept. */
    public static List<String> audited(JobFile job) {
        List<String> findings = new ArrayList<>();
        for (String runId : new Warehouse(job.warehouse()).chain()) {
            AuditReport report = new PublishedAudit(2).audit(job, runId, Legacy.READ, Progress.SILENT);
            report.checks().forEach(check -> check.findings().forEach(finding -> findings.add(runId + " " + finding)));
        }
        return findings;
    }

    /** The subjects in any file of any snapshot, as DuckDB reads them. */
    static TreeSet<String> subjects(Path warehouse) throws IOException {
        TreeSet<String> subjects = new TreeSet<>();
        try (Stream<Path> files = Files.walk(warehouse.resolve("snapshots"));
                Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                try (ResultSet rows = statement.executeQuery(
                        "SELECT DISTINCT subject_id FROM read_parquet('" + file + "') WHERE subject_id IS NOT NULL")) {
                    while (rows.next()) {
                        subjects.add(rows.getString(1));
                    }
                }
            }
            return subjects;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Files below a folder that hold a text, as bytes. */
    static List<String> filesWith(Path folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    .contains(text);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .map(Path::toString)
                    .toList();
        }
    }
}
