package io.crumbless.mutation;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.TestingControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/** One night over delivered files, in a separate folder; its results are read with DuckDB. */
final class MutatedNight {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final List<String> ATTRIBUTES =
            List.of("language", "salutation", "favourite_colour", "contact_frequency", "home_store");

    /** Only what is delivered here: a night takes longer, the more attributes and purposes there are. */
    private static final Path POLICY =
            Path.of("src/test/resources/io/crumbless/mutation/policy").toAbsolutePath();

    /** To start one takes longer than to ask it. */
    private static final DuckDBConnection DUCK_DB = startDuckDb();

    private final Path folder;

    /** A value of a person, whose id is written in the one way all spellings share. */
    record Held(String subject, String attribute, String value) {}

    /** The published snapshot and the remarks of a night. */
    record Published(Set<Held> values, List<String> notices) {}

    MutatedNight(Path folder, List<DeliveredFile> files) {
        this.folder = folder;
        TestingControl.place(folder.resolve("control"));
        files.forEach(file -> write(file.path(), file.bytes()));
        write("job.yaml", SoundDelivery.job(files, POLICY.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private static DuckDBConnection startDuckDb() {
        try {
            return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void replace(DeliveredFile file, byte[] bytes) {
        write(file.path(), bytes);
    }

    private void write(String file, byte[] bytes) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the input was refused. */
    Optional<Published> run() {
        try {
            RunReport report = new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                    .run(JobFile.read(folder.resolve("job.yaml")), NIGHT, RunOptions.DEFAULTS, Progress.SILENT);
            return Optional.of(new Published(values(), report.notices()));
        } catch (Failure refused) {
            if (refused.category() != Failure.ErrorCategory.INPUT) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private Set<Held> values() {
        Set<Held> values = new HashSet<>();
        try (Connection duckDb = DUCK_DB.duplicate();
                Statement statement = duckDb.createStatement();
                ResultSet found = statement.executeQuery("SELECT subject_id, " + String.join(", ", ATTRIBUTES)
                        + " FROM read_parquet('" + folder + "/warehouse/current/profiles/*.parquet')")) {
            while (found.next()) {
                for (String attribute : ATTRIBUTES) {
                    String value = found.getString(attribute);
                    if (value != null) {
                        values.add(new Held(Spelling.key(found.getString("subject_id")), attribute, value));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    void delete() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
