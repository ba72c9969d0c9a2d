package io.crumbless.night.local;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.ledger.TestingControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A small job in a separate folder with the shipped policy, whose results are read with DuckDB. */
public final class TestingJob {
    public static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    static final String HEADER = "declaration_id,subject_id,action,attribute,value,purposes,notice_id,notice_version,"
            + "notice_language,channel,elicitation,declared_by,recorded_by,confirmed,declared_at,valid_until,jurisdiction,"
            + "legal_basis,evidence_ref\n";

    private final Path folder;
    private final EngineFactory engine;

    public TestingJob(Path folder) {
        this(folder, LocalEngine.with(2));
    }

    /** @param engine of its nights */
    public TestingJob(Path folder, EngineFactory engine) {
        this.engine = engine;
        this.folder = folder;
        TestingControl.place(folder.resolve("control"));
        write("legacy/dmp.csv", "visitor,segment_id,ts,method\n");
        write("legacy/logins.csv", "cookie,customer,how,linked_at\n");
        write("erasures.csv", "subject_id,requested_at,reason\n");
        write("job.yaml", """
                job: test
                zone: Europe/Berlin
                policy: %s
                warehouse: warehouse
                guards: { profiles-may-shrink-by: 1.0, refusals-may-reach: 1.0 }
                legacy:
                  memberships:
                    - name: dmp
                      path: legacy/dmp.csv
                      shape: membership
                      columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method }
                  links:
                    - name: logins
                      path: legacy/logins.csv
                      columns: { cookie-id: cookie, subject-id: customer, method: how, linked-at: linked_at }
                declarations:
                  - name: store
                    path: declarations/store-{date}.csv
                    delivers: increment
                erasures:
                  - name: requests
                    path: erasures.csv
                """.formatted(Path.of("jobs/policy").toAbsolutePath()));
    }

    public TestingJob write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Declarations of one day, each line without the header. */
    public TestingJob declared(LocalDate day, String... lines) {
        return declared("store", day, lines);
    }

    /** Declarations that a source of {@link #also} delivers on one day. */
    public TestingJob declared(String source, LocalDate day, String... lines) {
        return write("declarations/" + source + "-" + day + ".csv", HEADER + String.join("\n", lines) + "\n");
    }

    /** Has the job read a second source of declarations. */
    public TestingJob also(String source) {
        try {
            String job = Files.readString(folder.resolve("job.yaml"));
            return write("job.yaml", job.replace("declarations:\n", """
                    declarations:
                      - name: %1$s
                        path: declarations/%1$s-{date}.csv
                        delivers: increment
                    """.formatted(source)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A declaration in the preference centre for one purpose. */
    public static String declares(
            String id, String subject, String attribute, String value, String purposes, String at) {
        return String.join(
                ",",
                id,
                subject,
                "declare",
                attribute,
                value,
                purposes,
                "preference-centre,2,en,web_preference_center,prompted_choice,self,,",
                at,
                "",
                "DE",
                "eu-gdpr:A6-1-a",
                "");
    }

    public static String withdraws(String id, String subject, String attribute, String purposes, String at) {
        return String.join(",", id, subject, "withdraw", attribute, "", purposes, ",,,,,self,,", at, "", "DE", "", "");
    }

    public RunReport run() {
        return run(NIGHT);
    }

    public RunReport run(LocalDate night) {
        return run(night, Progress.SILENT);
    }

    public RunReport run(LocalDate night, Progress progress) {
        return run(night, RunOptions.DEFAULTS, progress);
    }

    public RunReport run(LocalDate night, RunOptions options) {
        return run(night, options, Progress.SILENT);
    }

    private RunReport run(LocalDate night, RunOptions options, Progress progress) {
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage(), engine)
                .run(file(), night, options, progress);
    }

    public JobFile file() {
        return JobFile.read(folder.resolve("job.yaml"));
    }

    public Path warehouse() {
        return folder.resolve("warehouse");
    }

    /** Rows of a query as text, {@code |} between columns; {@code $x} is replaced by the files of dataset x. */
    public List<String> query(String sql) {
        return query(warehouse().resolve("current"), sql);
    }

    /** As {@link #query}, of the snapshot of a run. */
    public List<String> queryOf(String runId, String sql) {
        return query(warehouse().resolve("snapshots").resolve(runId), sql);
    }

    static List<String> query(Path snapshot, String sql) {
        String text = sql;
        for (String dataset :
                List.of("profiles", "declarations", "contact_moments", "removals", "refusals", "extracts")) {
            text = text.replace(
                    "$" + dataset,
                    "read_parquet('" + snapshot.resolve(dataset) + (dataset.equals("extracts") ? "/*" : "")
                            + "/*.parquet')");
        }
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet found = statement.executeQuery(text)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
