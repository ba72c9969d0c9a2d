package io.crumbless.night.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.crumbless.DuckDb;
import io.crumbless.EarlierState;
import io.crumbless.TestingClock;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.await.AwaitedDeliveries;
import io.crumbless.night.await.AwaitingNight;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.WaitSettings;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: however the nights of a year went, they end like one run over everything. Deliveries are late by hours and by days, the
 * scheduler is down for nights and started again, people are erased, the policy becomes stricter, the clock is put back and forth,
 * and the first night takes over from an earlier program.
 *
 * <p>In the ordinary build three weeks in which the clock is put forth; {@code -Dyear.nights=365} is the year.
 */
@Tag("night")
class SimulatedYearTest {
    private static final int NIGHTS = Integer.getInteger("year.nights", 20);
    private static final int YEAR = 365;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = NIGHTS < YEAR ? LocalDate.of(2027, 3, 18) : LocalDate.of(2026, 11, 23);
    private static final LocalDate LAST = FIRST.plusDays(NIGHTS - 1L);
    private static final int PEOPLE = 12;
    private static final List<String> STATEMENTS = List.of(
            "declare,language,de,service_messages",
            "declare,language,fr,service_messages|personal_offers",
            "declare,preferred_channel,email,personal_offers",
            "declare,home_store,Nord,service_messages",
            "declare,purchase_budget,250.00,recommend_products",
            "declare,planned_purchases,pram|cot,recommend_products|personal_offers",
            "declare,planned_purchases,carrier,recommend_products",
            "withdraw,language,,service_messages",
            "withdraw,purchase_budget,,",
            "withdraw,*,,");

    @TempDir
    private Path folder;

    private final Random random = new Random(42);
    private final SettableClock now = new SettableClock();
    private final Clock clock = new TestingClock(now::now);
    private final Map<Instant, Runnable> arrivals = new TreeMap<>();
    private final Set<LocalDate> published = new TreeSet<>();
    private final Map<LocalDate, String> refused = new HashMap<>();
    private final Set<Integer> erased = new TreeSet<>();
    private int waits;
    private int statements;
    private Path place;

    @Test
    void aYearOfNightsEndsLikeOneRunOverEverything() throws Exception {
        place = folder.resolve("year");
        EarlierState.unpack("schema-11", place);
        append(place.resolve("job.yaml"), """
                schedule: { cron: '0 30 2 * * *', zone: Europe/Berlin }
                wait-for: { files: ['declarations/store-{date}.csv'], at-most: PT2H, every: PT30M }
                """);
        JobFile job = JobFile.read(place.resolve("job.yaml"));
        now.set(FIRST.atTime(12, 0).atZone(ZONE).toInstant());
        while (!day().isAfter(LAST)) {
            pass(job);
        }
        assertThat(published).as("refused: " + refused).contains(LAST);
        assertThat(published.size()).isGreaterThan(NIGHTS * 3 / 4);
        assertThat(waits).as("looks at what is late").isGreaterThan(NIGHTS / 10);
        assertThat(refused.values()).isNotEmpty().allMatch(said -> said.contains("the time to wait is over"));
        assertThat(erased).isNotEmpty();

        Path once = folder.resolve("once");
        runOnce(once);

        assertThat(rows(place, "SELECT count(*) FROM $profiles").get(0)).isNotEqualTo("[0]");
        for (String what : List.of(
                "SELECT * EXCLUDE (run_id) FROM $profiles",
                "SELECT * EXCLUDE (run_id) FROM $contact_moments",
                "SELECT * EXCLUDE (run_id) FROM $extracts",
                "SELECT * FROM $declarations")) {
            assertThat(rows(place, what)).as(what).containsExactlyElementsOf(rows(once, what));
        }
    }

    private LocalDate day() {
        return LocalDate.ofInstant(now.now(), ZONE);
    }

    /** A period with one waiting scheduler, sometimes followed by days without any. */
    private void pass(JobFile job) throws IOException {
        try (ControlDatabase database = ControlDatabase.openBetweenRuns(job.control())) {
            ManualScheduler[] manual = new ManualScheduler[1];
            new NightScheduler(List.of(job), new Nights(), clock, tasks -> {
                        manual[0] = TestHelper.createManualScheduler(database.dataSource(), tasks)
                                .clock(now)
                                .alwaysPersistTimestampInUTC()
                                .build();
                        return manual[0];
                    })
                    .start();
            int days = 5 + random.nextInt(6);
            for (int i = 0; i < days && !day().isAfter(LAST); i++) {
                happen(day());
                night(manual[0]);
            }
        }
        int down = 1 + random.nextInt(3);
        for (int i = 0; i < down && day().isBefore(LAST); i++) {
            happen(day());
            now.set(now.now().plus(Duration.ofDays(1)));
        }
    }

    /** From noon to noon, whatever the clock on the wall does in between. */
    private void night(ManualScheduler scheduler) {
        ZonedDateTime midnight = day().plusDays(1).atStartOfDay(ZONE);
        for (Instant at = midnight.toInstant();
                at.isBefore(midnight.plusHours(7).toInstant());
                at = at.plus(Duration.ofMinutes(30))) {
            now.set(at);
            arrive();
            runWhatIsDue(scheduler);
        }
        now.set(midnight.withHour(12).toInstant());
        arrive();
    }

    private void arrive() {
        arrivals.entrySet().removeIf(arrival -> {
            boolean isThere = !arrival.getKey().isAfter(now.now());
            if (isThere) {
                arrival.getValue().run();
            }
            return isThere;
        });
    }

    private void runWhatIsDue(ManualScheduler scheduler) {
        int before;
        do {
            before = published.size() + refused.size();
            scheduler.runAnyDueExecutions();
        } while (published.size() + refused.size() > before);
    }

    /** Most statements of a day are delivered in the following night. */
    private void happen(LocalDate day) throws IOException {
        StringBuilder file = new StringBuilder("declaration_id,subject_id,action,attribute,value,purposes,notice_id,"
                + "notice_version,notice_language,channel,elicitation,declared_by,recorded_by,confirmed,declared_at,"
                + "valid_until,jurisdiction,legal_basis,evidence_ref\n");
        int many = 1 + random.nextInt(3);
        for (int i = 0; i < many; i++) {
            file.append(statement(day, i));
        }
        int late = random.nextInt(10);
        Instant at = day.plusDays(late == 0 ? 3 : 1)
                .atTime(late == 1 ? 3 : 1, 45)
                .atZone(ZONE)
                .toInstant();
        String text = file.toString();
        arrivals.merge(
                at, () -> write(place.resolve("declarations/store-" + day + ".csv"), text), SimulatedYearTest::both);
        if (random.nextInt(9) == 0) {
            int who = random.nextInt(PEOPLE);
            erased.add(who);
            append(place.resolve("erasures.csv"), "S-" + who + "," + day + "T09:00:00Z,art17\n");
        }
        if (day.equals(FIRST.plusDays(NIGHTS / 2))) {
            tighten(place.resolve("policy/attributes.yaml"));
        }
    }

    private static Runnable both(Runnable one, Runnable other) {
        return () -> {
            one.run();
            other.run();
        };
    }

    private String statement(LocalDate day, int hour) {
        String[] what = STATEMENTS.get(random.nextInt(STATEMENTS.size())).split(",", -1);
        boolean isWithdrawal = what[0].equals("withdraw");
        return String.join(
                        ",",
                        "s" + statements++,
                        "S-" + random.nextInt(PEOPLE),
                        what[0],
                        what[1],
                        what[2],
                        what[3],
                        isWithdrawal ? ",,,," : "preference-centre,2,en,web_preference_center,prompted_choice",
                        "self,,",
                        day + "T1" + hour + ":00:00Z",
                        "",
                        "DE",
                        isWithdrawal ? "" : "eu-gdpr:A6-1-a",
                        "")
                + "\n";
    }

    /** Plans are kept for a shorter time from now on. */
    private static void tighten(Path attributes) throws IOException {
        String before = Files.readString(attributes);
        String after = before.replace("keep: P6M", NIGHTS < YEAR ? "keep: P5D" : "keep: P2M");
        assertThat(after).isNotEqualTo(before);
        Files.writeString(attributes, after);
    }

    /** The same job, policy and deliveries, in a place where nothing ran before. */
    private void runOnce(Path once) throws IOException {
        EarlierState.unpack("schema-11", once);
        for (String old : List.of("warehouse", "control")) {
            delete(once.resolve(old));
        }
        copy(place.resolve("policy"), once.resolve("policy"));
        copy(place.resolve("declarations"), once.resolve("declarations"));
        Files.copy(place.resolve("erasures.csv"), once.resolve("erasures.csv"), StandardCopyOption.REPLACE_EXISTING);
        append(once.resolve("erasures.csv"), "C-3,2026-11-22T20:00:00Z,art17\n");
        new LocalNight(clock, 2, new NightReportPage())
                .run(JobFile.read(once.resolve("job.yaml")), LAST, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            List<Path> all = new ArrayList<>(files.toList());
            for (int i = all.size() - 1; i >= 0; i--) {
                Files.delete(all.get(i));
            }
        }
    }

    private static List<String> rows(Path where, String sql) {
        String text = sql;
        for (String dataset : List.of("profiles", "declarations", "contact_moments", "extracts")) {
            String files = dataset.equals("extracts") ? "extracts/*/*.parquet" : dataset + "/*.parquet";
            text = text.replace(
                    "$" + dataset,
                    "read_parquet('" + where.resolve("warehouse/current") + "/" + files + "', union_by_name = true)");
        }
        try (DuckDb duckDb = new DuckDb()) {
            return duckDb.query(text).stream()
                    .map(row -> row.values().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    /** As {@code crumbless schedule} runs them. */
    private final class Nights implements NightScheduler.NightRunner {
        private final NightlyRun night = new AwaitingNight(new LocalNight(clock, 2, new NightReportPage()), clock);

        @Override
        public boolean isComplete(JobFile job, LocalDate businessDate, Instant deadline) {
            boolean complete =
                    new AwaitedDeliveries(job, businessDate, clock).missing().isEmpty();
            waits += complete ? 0 : 1;
            return complete;
        }

        @Override
        public void run(JobFile job, LocalDate businessDate) {
            boolean complete =
                    new AwaitedDeliveries(job, businessDate, clock).missing().isEmpty();
            JobFile read = JobFile.read(job.file());
            try {
                night.run(
                        read.with(complete ? WaitSettings.NONE : read.waitFor().overdue()),
                        businessDate,
                        RunOptions.DEFAULTS,
                        Progress.SILENT);
                assertThat(published.add(businessDate))
                        .as(businessDate + " ran once")
                        .isTrue();
            } catch (Failure failure) {
                refused.put(businessDate, failure.getMessage());
                throw failure;
            }
        }
    }
}
