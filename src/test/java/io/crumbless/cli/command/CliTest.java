package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.cli.terminal.ExitCodes;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.RunReport.Outcome;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.audit.Rule;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.ledger.RunAttempt.Published;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: results on standard output, everything else on standard error, and the exit code says who acts. */
@Tag("night")
class CliTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final TestingNight night = new TestingNight();
    private AuditReport audit = new AuditReport("run", "snapshot", List.of(), Optional.empty());
    private Explanation explanation = nothingHeld();
    private Optional<LocalDate> explainedOn = Optional.empty();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeJob() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly-profiles.yaml"), """
            job: nightly-profiles
            schedule: { cron: "0 30 2 * * *", zone: Europe/Berlin }
            policy: policy
            warehouse: ../warehouse
            """);
    }

    @Test
    void showsWhatARunDid() {
        int code = crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-22");

        assertThat(code).isZero();
        assertThat(out()).isEqualTo("""
              strip legacy         31,204 memberships   29,118 inferred  612 unknown   0.4 s
              admit declarations    4,310 statements    4,102 admitted  208 refused    0.2 s
              merge profiles        1,482 subjects                                     0.3 s
              audit                                                                    0.1 s
              note: source survey delivered nothing
            published warehouse/snapshots/2026-11-22-3f9c2a71d0b4 (1,431 profiles, 388 contact moments)
            """);
        assertThat(night.askedFor).isEqualTo(LocalDate.parse("2026-11-22"));
    }

    @Test
    void printsStepsOnStandardErrorWhereThereIsNoTerminal() {
        crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-22");

        assertThat(err()).isEqualTo("""
            strip legacy: 31,204 memberships, 29,118 inferred, 0 acquired, 612 unknown in 0.4 s
            admit declarations: 4,310 statements, 4,102 admitted, 208 refused in 0.2 s
            merge profiles: 1,482 subjects in 0.3 s
            audit: done in 0.1 s
            """);
    }

    @Test
    void saysThatANightWasPublishedBefore() {
        night.outcome = Outcome.ALREADY_PUBLISHED;

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-22"))
                .isZero();
        assertThat(out()).contains("already published warehouse/snapshots/2026-11-22-3f9c2a71d0b4");
    }

    @Test
    void printsOneJsonObjectAndNothingElse() {
        int code = crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-22", "--json");

        assertThat(code).isZero();
        assertThat(out()).endsWith("}\n").hasLineCount(1);
        JsonNode result = json();
        assertThat(result.get("outcome").asString()).isEqualTo("published");
        assertThat(result.get("exit_code").asInt()).isZero();
        assertThat(result.get("run_id").asString()).isEqualTo("2026-11-22-3f9c2a71d0b4");
        assertThat(result.get("records_read").asLong()).isEqualTo(35_514);
        assertThat(result.get("steps").get(0).get("counts").get("memberships").asLong())
                .isEqualTo(31_204);
        assertThat(result.get("records_in_bins").asLong()).isEqualTo(35_514);
        // The words of report --json and of the manifest.
        assertThat(result.get("balance").get(1).toString())
                .matches(
                        "\\{\"source\":\"store\",\"unit\":\"statements\",\"counted\":4310,\"bins\":\\{.*\"refused\":208.*}}");
        assertThat(result.get("notices").get(0).asString()).isEqualTo("source survey delivered nothing");
    }

    @Test
    void worksOnYesterdayWithoutADate() {
        crumbless("run", "jobs/nightly-profiles.yaml");

        assertThat(night.askedFor).isEqualTo(LocalDate.parse("2026-11-22"));
    }

    /** A mistyped date would let values expire, and no night could follow it. */
    @Test
    void refusesABusinessDateThatHasNotBegunAndLeavesDaysOut() throws IOException {
        publish(LocalDate.parse("2026-11-22"));

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-24"))
                .isEqualTo(2);

        assertThat(night.askedFor).isNull();
        assertThat(err())
                .contains(
                        "Cannot run 2026-11-24: it has not begun, today is 2026-11-23 in Europe/Berlin and 2026-11-22")
                .contains("--accept-future");
    }

    /** A machine whose clock is wrong, or a rehearsal. */
    @Test
    void runsAFirstNightAndTheOneAfterTheLastWhateverTheClockSays() throws IOException {
        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2027-11-24"))
                .isZero();
        publish(LocalDate.parse("2027-11-24"));

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2027-11-25"))
                .isZero();
        assertThat(night.askedFor).isEqualTo(LocalDate.parse("2027-11-25"));
    }

    private void publish(LocalDate date) throws IOException {
        String runId = date + "-3f9c2a71d0b4";
        Path snapshot = folder.resolve("warehouse/snapshots").resolve(runId);
        Files.createDirectories(snapshot.resolve("_evidence"));
        Manifest manifest = manifest(runId, date);
        Files.write(snapshot.resolve(Warehouse.MANIFEST), ManifestFile.bytes(manifest));
        Files.deleteIfExists(folder.resolve("warehouse/current"));
        Files.createSymbolicLink(
                folder.resolve("warehouse/current"), Path.of("snapshots").resolve(runId));
    }

    @Test
    void runsTodayAndWhatIsAcceptedToLieAhead() throws IOException {
        publish(LocalDate.parse("2026-11-22"));
        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-23"))
                .isZero();
        assertThat(night.askedFor).isEqualTo(LocalDate.parse("2026-11-23"));

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", "2027-11-24", "--accept-future"))
                .isZero();
        assertThat(night.askedFor).isEqualTo(LocalDate.parse("2027-11-24"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-01-01", "+12026-01-01", "0001-01-01", "1969-12-31", "2026-02-29", "today"})
    void refusesWhatIsNoDayOfBusiness(String date) {
        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--date", date))
                .isEqualTo(2);
        assertThat(err())
                .contains("expected a day such as 2026-11-22, from 1970-01-01 to 2199-12-31, but was '" + date + "'");

        assertThat(crumbless("explain", "C-1", "--as-of", date)).isEqualTo(2);
    }

    @Test
    void namesTheEnginesAsTheHelpDoes() {
        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--engine", "bogus"))
                .isEqualTo(2);

        assertThat(err())
                .contains("expected local or spark")
                .contains("but was 'bogus'")
                .doesNotContain("LOCAL", "insensitive");
    }

    @Test
    void handsOptionsToTheRun() {
        crumbless("run", "jobs/nightly-profiles.yaml", "--memory", "512m", "--accept-shrink", "--engine", "local");

        assertThat(night.options.memoryBytes()).isEqualTo(OptionalLong.of(512L << 20));
        assertThat(night.options.accepted()).containsExactly(Guard.PROFILES_SHRINK);

        assertThat(night.options.engine()).isEqualTo(EngineKind.LOCAL);

        crumbless("run", "jobs/nightly-profiles.yaml", "--accept-refusals", "--engine", "spark");

        assertThat(night.options.accepted()).containsExactly(Guard.REFUSALS_GROW);
        assertThat(night.options.engine()).isEqualTo(EngineKind.SPARK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Missing command",
                "rn | Unknown command 'rn': did you mean 'run'?",
                "run | Missing required parameter: 'JOB'",
                "run missing.yaml | Cannot read job file missing.yaml: it does not exist",
                "run jobs/nightly-profiles.yaml --dat 2026-11-22 | Unknown option '--dat': did you mean '--date'?",
                "run jobs/nightly-profiles.yaml --date 22.11.2026 | expected a day such as 2026-11-22",
                "run jobs/nightly-profiles.yaml --memory lots | Invalid --memory 'lots'",
                "run jobs/nightly-profiles.yaml --memory 64m | a night needs 512m at least",
                "run jobs/nightly-profiles.yaml --engine flink | 'flink'",
                "run a.yaml b.yaml | 'b.yaml'",
                "policy | Missing command",
                "policy chek | Unknown command 'chek': did you mean 'check'?",
                "history --limit 0 | Invalid --limit 0: it must be 1 or more",
                "history --limit few | expected a whole number but was 'few'",
                "status --within 3h | expected a time such as PT3H for three hours or PT45M for 45 minutes",
                "status --within -PT3H | expected a time such as PT3H",
                "explain | Missing required parameter: 'SUBJECT'",
                "status a.yaml b.yaml | Too many arguments for 'crumbless status': 'b.yaml'; put quotes around a value",
                "explain C-1 C-2 | Too many arguments for 'crumbless explain'; put quotes around a value that contains blanks",
            })
    void refusesAWrongCommandLine(String line, String expected) {
        int code = crumbless(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("crumbless: ").contains(expected);
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(
                        new Failure(ErrorCategory.INPUT, "Cannot publish: the books do not close"), 4, "do not close"),
                Arguments.of(
                        new Failure(ErrorCategory.BUSY, "Cannot run: another run holds it"), 6, "another run holds it"),
                Arguments.of(new UncheckedIOException(new IOException("disk full")), 5, "reading or writing failed"),
                Arguments.of(new IllegalStateException(new SQLException("gone")), 5, "the control database failed"),
                Arguments.of(
                        new IllegalStateException(
                                new SQLException("c-4711", new IOException("No space left on device"))),
                        5,
                        "or 'spill' is full; make room there"),
                Arguments.of(new OutOfMemoryError("heap"), 5, "memory is full"),
                Arguments.of(new IllegalStateException("c-4711"), 70, "a defect in Crumbless (IllegalStateException)"),
                Arguments.of(
                        new Failure(ErrorCategory.INTERNAL, "Cannot merge: two laws clash"), 70, "two laws clash"));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void saysByTheExitCodeWhoActs(Throwable thrown, int expected, String message) {
        night.failing = () -> thrown;

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml")).isEqualTo(expected);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("crumbless: ").contains(message);
    }

    @Test
    void keepsTracesWithoutWhatMessagesQuote() throws IOException {
        night.failing = () -> new IllegalStateException("c-4711", new NumberFormatException("c-4711"));

        crumbless("run", "jobs/nightly-profiles.yaml");

        assertThat(err())
                .contains("please report it with control/logs/crumbless.log")
                .doesNotContain("4711");
        assertThat(Files.readString(folder.resolve("control/logs/crumbless.log")))
                .contains(
                        "2026-11-23T08:00:00Z",
                        "java.lang.IllegalStateException",
                        "caused by java.lang.NumberFormatException")
                .contains("io.crumbless.cli.command.TestingNight.run")
                .doesNotContain("4711");
    }

    @Test
    void printsFailuresAsJsonWhereAsked() {
        night.failing = () -> new Failure(ErrorCategory.INPUT, "Cannot publish: the books do not close");

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml", "--json")).isEqualTo(4);
        assertThat(json().get("outcome").asString()).isEqualTo("failed");
        assertThat(json().get("exit_code").asInt()).isEqualTo(4);
        assertThat(json().get("error_category").asString()).isEqualTo("input");
        assertThat(json().get("message").asString()).isEqualTo("Cannot publish: the books do not close");
    }

    /** A loop of links cannot be looked into, whoever asks; so it is with folders of others. */
    @ParameterizedTest
    @ValueSource(strings = {"control", "warehouse"})
    void doesNotTakeAFolderItCannotLookIntoForAnEmptyOne(String name) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), folder.resolve(name));

        assertThat(crumbless("status", "jobs/nightly-profiles.yaml")).isEqualTo(5);
        assertThat(err()).contains("Cannot ", folder.resolve(name).toString(), "Too many levels of symbolic links");
        assertThat(out()).isEmpty();
        assertThat(crumbless("history", "jobs/nightly-profiles.yaml")).isEqualTo(name.equals("control") ? 5 : 0);
    }

    @Test
    void saysWhyAFileThatIsNamedCannotBeUsed() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

        assertThat(crumbless("run", "loop/job.yaml")).isEqualTo(2);
        assertThat(err()).contains("Cannot read job file loop/job.yaml: Too many levels of symbolic links");
        assertThat(crumbless("verify", "loop/manifest.json")).isEqualTo(2);
        assertThat(err()).contains("Cannot verify loop/manifest.json: Too many levels of symbolic links");
        assertThat(crumbless("verify", "jobs")).isEqualTo(2);
        assertThat(err()).contains("Cannot verify jobs: it is a folder; name the file in it");
    }

    @Test
    void theListOfConnectorsSaysHowToAddEach() {
        assertThat(crumbless("connector", "list")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.matches("s3 +s3a:// +installed"))
                .anyMatch(line -> line.matches("gs +gs:// +not installed: put hadoop-gcp into lib/ext"))
                .anyMatch(line -> line.matches("sqlserver +jdbc:sqlserver: +(not )?installed.*"))
                .anyMatch(line -> line.matches("kafka +lineage.kafka +installed"))
                .anyMatch(line -> line.matches("spark +engine: spark +.*"));
    }

    /** A parser at the end of a pipe would choke on nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"rn --json", "run --json", "status --within 3h --json", "dictionary --format=x --json"})
    void printsAWrongCommandLineAsJsonWhereAsked(String line) {
        assertThat(crumbless(line.split(" "))).isEqualTo(2);
        assertThat(json().get("outcome").asString()).isEqualTo("failed");
        assertThat(json().get("exit_code").asInt()).isEqualTo(2);
        assertThat(err()).contains(json().get("message").asString());
    }

    @Test
    void reportsAllProblemsOfAJobFile() throws IOException {
        Files.writeString(folder.resolve("jobs/broken.yaml"), "job: broken\nwarehose: here\nkeep-snapshots: 0\n");

        assertThat(crumbless("run", "jobs/broken.yaml")).isEqualTo(3);
        assertThat(err())
                .contains("Cannot use job file " + folder.resolve("jobs/broken.yaml") + ": 4 problems")
                .contains("broken.yaml:2: Unknown key 'warehose': did you mean 'warehouse'?")
                .contains("broken.yaml:3: keep-snapshots must be 1 or more but was 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "schedule",
                "status",
                "history",
                "console",
                "explain",
                "statement",
                "report",
                "audit",
                "policy",
                "policy check",
                "policy diff",
                "policy report",
                "erase",
                "readmit",
                "erasure-key",
                "rollback",
                "retire",
                "generate",
                "bench",
                "bench erase",
                "bench explain"
            })
    void helpsWithEveryCommand(String command) {
        String[] line = (command + " --help").strip().split(" ");

        assertThat(crumbless(line)).isZero();
        assertThat(err()).isEmpty();
        assertThat(out()).contains("Usage: crumbless" + (command.isEmpty() ? "" : " " + command));
        assertThat(out()).as("a blank line stands before the options").containsPattern("\\R\\R +(-|\\[?[A-Z])");
        ExitCodes.meanings().forEach((code, meaning) -> assertThat(out()).contains("  " + code + " "));
    }

    @Test
    void helpsHoweverItIsAskedTo() {
        assertThat(crumbless("--help")).isZero();
        String all = out();
        assertThat(crumbless("help")).isZero();
        assertThat(out()).isEqualTo(all);

        assertThat(crumbless("help", "erase")).isZero();
        assertThat(out()).contains("Usage: crumbless erase ");
        assertThat(crumbless("help", "me")).isEqualTo(2);
    }

    /** The parser loads a single command by its name, so the names exist twice. */
    @Test
    void callsEveryCommandByItsName() {
        assertThat(CrumblessCommand.wanted()).hasSizeGreaterThan(15).allSatisfy((name, type) -> {
            assertThat(type.getAnnotation(CommandLine.Command.class).name()).isEqualTo(name);
            if (!name.equals(CrumblessCommand.HELP)) {
                assertThat(CrumblessCommand.wanted(name, "--json")).containsOnlyKeys(name);
            }
        });
        assertThat(CrumblessCommand.wanted("rnu", "job.yaml")).isEqualTo(CrumblessCommand.wanted());
        assertThat(CrumblessCommand.wanted("--help")).isEqualTo(CrumblessCommand.wanted());
    }

    @Test
    void listsEveryCommandOnALineOfItsOwn() {
        assertThat(crumbless("--help")).isZero();

        List<String> lines = out().lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .toList();
        assertThat(lines).hasSize(26).allMatch(line -> line.matches("  [a-z-]+ +[A-Z].*\\."));
    }

    /** Except what serves pages or help, a statement, which has --export, and what only changes one thing. */
    @Test
    void everyCommandAnswersMachines() {
        List<String> without = new ArrayList<>();
        commands().keySet().forEach(name -> {
            if (!helpOf(name).contains("--json")) {
                without.add(name);
            }
        });

        assertThat(without)
                .containsExactlyInAnyOrder(
                        "console", "help", "requests", "requests letter", "statement", "readmit", "erasure-key");
    }

    /** An example that is cut in the middle is not pasted into a shell. */
    @Test
    void examplesFitOnTheirLines() {
        commands().forEach((name, type) -> assertThat(helpOf(name).lines().toList())
                .as(name)
                .containsAll(
                        List.of(type.getAnnotation(CommandLine.Command.class).footer())));
    }

    private String helpOf(String command) {
        assertThat(crumbless((command + " --help").split(" "))).as(command).isZero();
        return out();
    }

    /** Those that do something, by what is typed to call them. */
    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new TreeMap<>();
        CrumblessCommand.wanted().forEach((name, type) -> {
            CommandLine.Command command = type.getAnnotation(CommandLine.Command.class);
            Class<?>[] parts = command.subcommands();
            if (command.hidden()) {
                return;
            }
            if (parts.length == 0 || Callable.class.isAssignableFrom(type)) {
                commands.put(name, type);
            }
            for (Class<?> part : parts) {
                commands.put(
                        name + " "
                                + part.getAnnotation(CommandLine.Command.class).name(),
                        part);
            }
        });
        return commands;
    }

    @ParameterizedTest
    @CsvSource({
        "connector list, connectors",
        "signing-key, in_use",
        "schedule --list, jobs",
        "schedule jobs/nightly-profiles.yaml --list, jobs"
    })
    void listsForMachines(String line, String key) {
        assertThat(crumbless((line + " --json").split(" "))).as(err()).isZero();

        assertThat(json().get("exit_code").asInt()).isZero();
        assertThat(json().has(key)).isTrue();
    }

    @Test
    void theNextTimesOfJobsForMachines() {
        assertThat(crumbless("schedule", "--list", "--json")).isZero();

        assertThat(json().at("/jobs/0/job").asString()).isEqualTo("nightly-profiles");
        assertThat(json().at("/jobs/0/next/0/at").asString()).isEqualTo("2026-11-24T01:30:00Z");
        assertThat(json().at("/jobs/0/next/2/business_date").asString()).isEqualTo("2026-11-25");
        assertThat(crumbless("schedule", "--json")).isEqualTo(2);
        assertThat(json().get("message").asString()).contains("--log json");
    }

    @Test
    void listsTheNextTimesOfJobs() {
        assertThat(crumbless("schedule", "--list")).isZero();
        assertThat(out()).isEqualTo("""
            nightly-profiles   Tue 2026-11-24 02:30:00 +01:00   Europe/Berlin   business date 2026-11-23
            nightly-profiles   Wed 2026-11-25 02:30:00 +01:00   Europe/Berlin   business date 2026-11-24
            nightly-profiles   Thu 2026-11-26 02:30:00 +01:00   Europe/Berlin   business date 2026-11-25
            """);
    }

    @Test
    void refusesToScheduleAJobWithoutASchedule() throws IOException {
        Files.writeString(folder.resolve("jobs/by-hand.yaml"), "job: by-hand\npolicy: policy\nwarehouse: w\n");

        assertThat(crumbless("schedule", "jobs/by-hand.yaml")).isEqualTo(3);
        assertThat(err()).contains("Cannot schedule jobs/by-hand.yaml: it has no key 'schedule'");
    }

    @Test
    void refusesToScheduleJobsOfDifferentControlDatabases() throws IOException {
        Files.writeString(folder.resolve("jobs/other.yaml"), """
            job: other
            schedule: { cron: "0 30 2 * * *", zone: Europe/Berlin }
            policy: policy
            warehouse: /elsewhere/warehouse
            """);

        assertThat(crumbless("schedule")).isEqualTo(3);
        assertThat(err()).contains("Cannot schedule nightly-profiles and other together");
    }

    @Test
    void saysHowAJobStandsBeforeItsFirstRun() {
        assertThat(crumbless("status")).isZero();
        assertThat(out()).isEqualTo("""
            job            nightly-profiles
            published      nothing yet
            last attempt   none
            next           Tue 2026-11-24 02:30:00 +01:00 Europe/Berlin for business date 2026-11-23
            """);
        assertThat(folder.resolve("control")).doesNotExist();
    }

    @Test
    void saysHowAJobStandsInJson() {
        try (ControlDatabase database = ControlDatabase.open(control())) {
            long attempt = database.runs().start("nightly-profiles", LocalDate.parse("2026-11-22"), Instant.now(CLOCK));
            Failure failure = new Failure(ErrorCategory.INPUT, "Cannot publish: the books do not close");
            database.runs()
                    .fail(attempt, Status.FAILED, failure, Instant.now(CLOCK).plusSeconds(65));
        }

        assertThat(crumbless("status", "--json")).isZero();

        assertThat(out()).isEqualTo("""
            {"exit_code":0,"job":"nightly-profiles","published":null,"in_progress":false,"progress":null,\
            "last_attempt":{"status":"failed","business_date":"2026-11-22","run_id":null,\
            "started_at":"2026-11-23T08:00:00Z","ended_at":"2026-11-23T08:01:05Z","took_ms":65000,\
            "exit_code":4,"message":"Cannot publish: the books do not close","published":null},\
            "next":{"at":"2026-11-24T01:30:00Z","business_date":"2026-11-23"}}
            """);
    }

    @Test
    void listsAttemptsInJson() {
        try (ControlDatabase database = ControlDatabase.open(control())) {
            long attempt = database.runs().start("nightly-profiles", LocalDate.parse("2026-11-21"), Instant.now(CLOCK));
            Published published = new Published("2026-11-21-3f9c2a71d0b4", "/w", 35_514, 1_431, 388);
            database.runs()
                    .succeed(
                            attempt,
                            Status.PUBLISHED,
                            published,
                            Instant.now(CLOCK).plusSeconds(2));
        }

        assertThat(crumbless("history", "--json")).isZero();

        JsonNode listed = json().get("attempts").get(0);
        assertThat(listed.get("status").asString()).isEqualTo("published");
        assertThat(listed.get("published").get("profiles").asLong()).isEqualTo(1_431);
    }

    @Test
    void saysThatAJobFileIsAFolder() {
        assertThat(crumbless("run", "jobs")).isEqualTo(2);
        assertThat(err()).contains("Cannot read job file jobs: it is a folder; name the file in it");
    }

    @Test
    void saysThatTheControlDatabaseMayOnlyBeRead() {
        night.failing = () -> new IllegalStateException(new SQLException("read only", "90097", 90097));

        assertThat(crumbless("run", "jobs/nightly-profiles.yaml")).isEqualTo(5);
        assertThat(err()).contains("Cannot write the control database: this user may only read it; check the rights");
    }

    @Test
    void saysHowTheLastAttemptEnded() {
        try (ControlDatabase database = ControlDatabase.open(control())) {
            long attempt = database.runs().start("nightly-profiles", LocalDate.parse("2026-11-22"), Instant.now(CLOCK));
            database.runs()
                    .fail(
                            attempt,
                            Status.FAILED,
                            new Failure(ErrorCategory.INPUT, "Cannot publish: the books do not close"),
                            Instant.now(CLOCK).plusSeconds(65));
        }

        assertThat(crumbless("status")).isZero();
        assertThat(out())
                .contains(
                        "last attempt   failed: business date 2026-11-22, begun 2026-11-23T08:00:00Z, took 1 min 05 s;"
                                + " Cannot publish: the books do not close");
    }

    /** Yesterday's night is due at 02:30; it is nine in Berlin. */
    @Test
    void checksThatTheNightIsPublishedInTime() throws IOException {
        assertThat(crumbless("status", "--check")).isEqualTo(1);
        assertThat(out())
                .contains(
                        "in time        no: business date 2026-11-22 is not published: it was due at 2026-11-23T01:30:00Z");

        publish(LocalDate.parse("2026-11-21"));
        assertThat(crumbless("status", "--check", "--within", "PT7H")).isZero();
        assertThat(crumbless("status", "--check", "--within", "PT6H", "--json")).isEqualTo(1);
        assertThat(json().get("exit_code").asInt()).isEqualTo(1);
        assertThat(json().get("in_time").asBoolean()).isFalse();

        publish(LocalDate.parse("2026-11-22"));
        assertThat(crumbless("status", "--check")).isZero();
        assertThat(out()).contains("in time        yes");
        assertThat(crumbless("status")).isZero();
        assertThat(out()).doesNotContain("in time");
    }

    @Test
    void aNightThatFailedIsNotInTimeHoweverEarlyItIs() throws IOException {
        publish(LocalDate.parse("2026-11-21"));
        try (ControlDatabase database = ControlDatabase.open(control())) {
            long attempt = database.runs().start("nightly-profiles", LocalDate.parse("2026-11-22"), Instant.now(CLOCK));
            database.runs()
                    .fail(
                            attempt,
                            Status.FAILED,
                            new Failure(ErrorCategory.INPUT, "Cannot publish"),
                            Instant.now(CLOCK));
        }

        assertThat(crumbless("status")).isZero();
        assertThat(crumbless("status", "--check", "--within", "PT12H")).isEqualTo(1);
        assertThat(out())
                .contains("in time        no: business date 2026-11-22 is not published: its last attempt failed");
    }

    @Test
    void aJobWithoutScheduleIsInTimeWhereItsLastAttemptPublished() throws IOException {
        Path job = folder.resolve("jobs/nightly-profiles.yaml");
        Files.writeString(job, Files.readString(job).replaceAll("(?m)^schedule:.*\n", ""));
        assertThat(crumbless("status", "--check")).isEqualTo(1);
        publish(LocalDate.parse("2026-11-01"));
        assertThat(crumbless("status", "--check")).isZero();
        try (ControlDatabase database = ControlDatabase.open(control())) {
            database.runs().start("nightly-profiles", LocalDate.parse("2026-11-02"), Instant.now(CLOCK));
        }
        assertThat(crumbless("status", "--check")).isEqualTo(1);
    }

    /** Nobody but us has the database open, so nothing runs. */
    @Test
    void saysThatTheProcessOfTheLastAttemptDied() {
        try (ControlDatabase database = ControlDatabase.open(control())) {
            database.runs().start("nightly-profiles", LocalDate.parse("2026-11-22"), Instant.now(CLOCK));
        }

        assertThat(crumbless("status")).isZero();
        assertThat(out())
                .contains("last attempt   abandoned: business date 2026-11-22, begun 2026-11-23T08:00:00Z;"
                        + " Its process died without reporting how it ended; the same command continues it");
        assertThat(crumbless("history", "--json")).isZero();
        assertThat(json().get("attempts").get(0).get("status").asString()).isEqualTo("abandoned");
    }

    @Test
    void listsAttempts() {
        try (ControlDatabase database = ControlDatabase.open(control())) {
            long first = database.runs().start("nightly-profiles", LocalDate.parse("2026-11-21"), Instant.now(CLOCK));
            database.runs()
                    .fail(
                            first,
                            Status.FAILED,
                            new Failure(ErrorCategory.INPUT, "Cannot publish"),
                            Instant.now(CLOCK).plusSeconds(1));
            long second = database.runs().start("nightly-profiles", LocalDate.parse("2026-11-21"), Instant.now(CLOCK));
            database.runs()
                    .succeed(
                            second,
                            Status.PUBLISHED,
                            new Published("2026-11-21-3f9c2a71d0b4", "/w", 35_514, 1_431, 388),
                            Instant.now(CLOCK).plusSeconds(2));
        }

        assertThat(crumbless("history")).isZero();
        assertThat(out()).isEqualTo("""
            2026-11-23T08:00:00Z   2026-11-21   published   2.0 s   2026-11-21-3f9c2a71d0b4, 1,431 profiles, 388 contact moments
            2026-11-23T08:00:00Z   2026-11-21   failed      1.0 s   code 4: Cannot publish
            """);
    }

    @Test
    void passesAnAuditThatFoundNothing() {
        audit = passed();

        assertThat(crumbless("audit", "2026-11-22-3f9c2a71d0b4")).isZero();
        assertThat(out()).isEqualTo("""
              Every value carries its lineage                       1,431 values     passed
              The manifest follows from the one before                  1 manifest   passed
              Nothing of the legacy sources stands in the outputs                    not checked: the legacy sources do not exist any more
            audit passed warehouse/snapshots/2026-11-22-3f9c2a71d0b4
            """);
    }

    @Test
    void reportsAnAuditInGerman() {
        audit = passed();

        assertThat(crumbless("audit", "2026-11-22-3f9c2a71d0b4", "--lang", "de"))
                .isZero();
        assertThat(out()).isEqualTo("""
              Jeder Wert trägt seine Herkunft                       1.431 Werte      bestanden
              Das Manifest folgt auf das vorige                         1 Manifest   bestanden
              Nichts aus den Altsystemen steht in den Ergebnissen                    nicht geprüft: die Altsysteme gibt es nicht mehr
            Prüfung bestanden: warehouse/snapshots/2026-11-22-3f9c2a71d0b4
            """);
    }

    private AuditReport passed() {
        return new AuditReport(
                "2026-11-22-3f9c2a71d0b4",
                folder.resolve("warehouse/snapshots/2026-11-22-3f9c2a71d0b4").toString(),
                List.of(
                        check(Rule.LINEAGE_COMPLETE, 1_431, List.of()),
                        check(Rule.MANIFEST_CHAINED, 1, List.of()),
                        new Check(
                                "no_legacy_traces",
                                1,
                                "nothing of the legacy sources",
                                new Count(0, "ids"),
                                List.of(),
                                Optional.of(AuditReport.NotChecked.LEGACY_GONE))),
                Optional.empty());
    }

    private static Check check(Rule rule, long looked, List<Remark> findings) {
        return new Check(
                rule.name().toLowerCase(Locale.ROOT),
                rule.law(),
                rule.title(),
                new Count(looked, rule.unit()),
                findings);
    }

    @Test
    void failsAnAuditWithFindings() {
        audit = new AuditReport(
                "run",
                "/w/snapshots/run",
                List.of(check(
                        Rule.LINEAGE_COMPLETE,
                        1_431,
                        List.of(Remark.at(Place.of("part-00001.parquet").row(17), Code.VALUE_WITHOUT_LINEAGE)))),
                Optional.empty());

        assertThat(crumbless("audit", "run")).isEqualTo(4);
        assertThat(out())
                .contains(
                        "   1 finding\n",
                        "finding: part-00001.parquet, row 17: a value without lineage",
                        "audit failed");

        assertThat(crumbless("audit", "run", "--lang", "de")).isEqualTo(4);
        assertThat(out())
                .contains("part-00001.parquet, Zeile 17: ein Wert ohne Herkunft")
                .doesNotContain("without");

        assertThat(crumbless("audit", "run", "--json", "--lang", "de")).isEqualTo(4);
        assertThat(json().get("checks").get(0).get("findings").get(0).asString())
                .isEqualTo("part-00001.parquet, row 17: a value without lineage");
    }

    @Test
    void recordsWhoAudited() {
        assertThat(crumbless("audit", "run", "--reason", "yearly review")).isZero();

        try (ControlDatabase database = ControlDatabase.open(control())) {
            assertThat(database.accessLog().latest(1))
                    .extracting(Access::command, Access::reason)
                    .containsExactly(tuple("audit", Optional.of("yearly review")));
        }
    }

    @Test
    void refusesACertificateOfAFormItDoesNotKnow() {
        assertThat(crumbless("audit", "run", "--certificate", "audit.pdf")).isEqualTo(2);
        assertThat(err()).contains("Invalid --certificate audit.pdf: its name must end with .html or .json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain c-1042", "statement c-1042", "audit run", "erase c-1042 --yes"})
    void asksForAReasonWhereTheJobFileRequiresOne(String command) throws IOException {
        Path job = folder.resolve("jobs/nightly-profiles.yaml");
        Files.writeString(job, Files.readString(job) + "access: { reason: required }\n");

        assertThat(crumbless(command.split(" "))).isEqualTo(2);
        assertThat(err()).contains("Missing --reason: the job file requires one (access.reason)");
        try (ControlDatabase database = ControlDatabase.open(control())) {
            assertThat(database.accessLog().latest(1)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain c-1042",
                "statement c-1042",
                "audit run",
                "erase c-1042 --yes",
                "retire --destroy dmp",
                "readmit c-1042"
            })
    void refusesAReasonThatIsTooLongToKeep(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--reason", "x".repeat(901)));

        assertThat(crumbless(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(err()).contains("Invalid --reason: it has 901 characters, and 900 are kept; say it shorter");
        assertThat(control().folder().resolve("crumbless.mv.db")).doesNotExist();
    }

    @Test
    void reportsOnNothingWhereNothingIsPublished() {
        assertThat(crumbless("report")).isEqualTo(2);
        assertThat(err()).contains("Cannot report on warehouse", "nothing is published yet");
        assertThat(crumbless("report", "2026-11-22-3f9c2a71d0b4")).isEqualTo(2);
        assertThat(err()).contains("Unknown snapshot '2026-11-22-3f9c2a71d0b4'");
    }

    @Test
    void saysThatThereIsNothingToAudit() {
        assertThat(crumbless("audit")).isEqualTo(2);
        assertThat(err()).contains("nothing is published yet; run a night first");
    }

    @Test
    void explainsWhatIsHeldOfAPerson() {
        explanation = dueDateHeld();

        assertThat(crumbless("explain", "c-1042", "--reason", "access request 2026-117"))
                .isZero();
        assertThat(out()).startsWith("""
            What is held about customer c-1042
              Snapshot 2026-11-22-3f9c2a71d0b4, as of the end of 22 November 2026 (Europe/Berlin), under policy
              e5d6a6da5415.
              The law of Germany (DE) applies.

            Baby's due date (baby_due_date): 14 February 2027
              Origin       Declared: the person said so, knowingly and for a purpose.
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "statement"})
    void showsNothingThatCannotBeRecorded(String command) throws IOException {
        explanation = dueDateHeld();
        Files.writeString(folder.resolve("control"), "no folder");

        assertThat(crumbless(command, "c-1042")).isEqualTo(5);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("Cannot create the control folder");
    }

    @Test
    void explainsInGerman() {
        explanation = dueDateHeld();

        assertThat(crumbless("explain", "c-1042", "--lang", "de", "--as-of", "2026-11-22"))
                .isZero();
        assertThat(out()).startsWith("Was über die Person mit der Kundennummer c-1042 gespeichert ist\n");
        assertThat(explainedOn).contains(LocalDate.parse("2026-11-22"));
    }

    @Test
    void refusesALanguageThereIsNot() {
        assertThat(crumbless("explain", "c-1042", "--lang", "fr")).isEqualTo(2);
        assertThat(err()).contains("Invalid --lang 'fr': use de or en");
    }

    @Test
    void explainsForMachines() {
        explanation = dueDateHeld();

        assertThat(crumbless("explain", "c-1042", "--json")).isZero();
        assertThat(json().get("held")
                        .get(0)
                        .get("lineage")
                        .get("notice")
                        .get("sha256")
                        .asString())
                .hasSize(64);
    }

    @Test
    void recordsEveryLookAtAPerson() {
        String hmac;
        try (ControlDatabase database = ControlDatabase.open(control())) {
            hmac = database.tombstones().hmac(new SubjectId("c-1042"));
        }

        crumbless("explain", "c-1042", "--reason", "access request 2026-117");

        try (ControlDatabase database = ControlDatabase.open(control())) {
            assertThat(database.accessLog().latest(10))
                    .containsExactly(new Access(
                            Instant.now(CLOCK),
                            System.getProperty("user.name"),
                            "explain",
                            Optional.of(hmac),
                            Optional.of("access request 2026-117")));
        }
        assertThat(out()).contains("No profile and no record holds").contains("knows the id");
    }

    @Test
    void theStatementIsInPlainWords() {
        explanation = dueDateHeld();

        assertThat(crumbless("statement", "c-1042", "--lang", "de", "--reason", "Anfrage 7"))
                .isZero();
        assertThat(out())
                .startsWith("Was wir über Sie wissen (Kundennummer c-1042)\n")
                .contains("Voraussichtlicher Geburtstermin: 14. Februar 2027");
        try (ControlDatabase database = ControlDatabase.open(control())) {
            assertThat(database.accessLog().latest(1).get(0).command()).isEqualTo("statement");
        }
    }

    @Test
    void writesPagesAndExportsForTheirOwnerOnly() throws IOException {
        explanation = dueDateHeld();

        assertThat(crumbless("statement", "c-1042", "--html", "page.html", "--export", "data.json"))
                .isZero();
        assertThat(out()).isEqualTo("written to page.html\nwritten to data.json\n");
        assertThat(err())
                .contains("do not say that they conform to ISO/IEC TS 27560")
                .contains("'controller'");
        assertThat(crumbless("explain", "c-1042", "--html", "page.html", "--force"))
                .isZero();
        for (String file : List.of("page.html", "data.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("page.html"))).contains("What is held about customer c-1042");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("jobs", "control", "page.html", "data.json");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain c-1042 --html nowhere/page.html | its folder does not exist; create it first",
                "statement c-1042 --export jobs | it is a folder; name a file",
                "statement c-1042 --export jobs/new.json | it lies in the folder of the job file; name a file elsewhere",
                "explain c-1042 --force --html jobs/nightly-profiles.yaml | it lies in the folder of the job file",
                "explain c-1042 --force --html jobs/policy/attributes.yaml | it lies in a policy folder",
                "explain c-1042 --force --html control/erasure.key | it lies in the control folder",
                "explain c-1042 --force --html warehouse/deeper/page.html | it lies in the warehouse",
                "statement c-1042 --force --export by/another/name/page.json | it lies in the warehouse",
                "audit run --force --certificate control/logs/audit.html | it lies in the control folder",
                "explain c-1042 --force --html link.html | it is no file, but a link, a device or a pipe",
                "explain c-1042 --force --html /dev/null | it is no file, but a link, a device or a pipe",
                "explain c-1042 --html there.html | it exists already; --force replaces it, or name another file",
            })
    void refusesToWriteWhereItCannot(String line, String expected) throws IOException {
        Files.createDirectories(folder.resolve("jobs/policy"));
        Files.createDirectories(folder.resolve("control/logs"));
        Files.createDirectories(folder.resolve("warehouse/deeper"));
        Files.createDirectories(folder.resolve("by/another"));
        Files.createSymbolicLink(folder.resolve("by/another/name"), folder.resolve("warehouse/deeper"));
        Files.writeString(folder.resolve("there.html"), "kept");
        Files.createSymbolicLink(folder.resolve("link.html"), folder.resolve("there.html"));

        assertThat(crumbless(line.split(" "))).isEqualTo(2);
        assertThat(err()).startsWith("crumbless: Cannot write ").contains(expected);
        assertThat(out()).isEmpty();
        assertThat(folder.resolve("there.html")).hasContent("kept");
    }

    private static Explanation nothingHeld() {
        return explanation(List.of(), List.of(), List.of());
    }

    private static Explanation dueDateHeld() {
        Instant said = Instant.parse("2026-11-03T14:22:00Z");
        Lineage lineage = new Lineage(
                Origin.DECLARED,
                "d-55",
                "store",
                "store",
                "volunteered",
                List.of("personal_offers", "recommend_products"),
                new NoticeRef("baby-advice", "2", "de"),
                "eu-gdpr:A9-2-a",
                said.toEpochMilli() * 1000,
                (int) LocalDate.parse("2027-04-11").toEpochDay(),
                "declared",
                List.of());
        return explanation(
                List.of(new Explanation.HeldValue("baby_due_date", List.of("2027-02-14"), lineage, Optional.empty())),
                List.of(new ContactMoment(
                        "baby_due_date",
                        "personal_offers",
                        "email",
                        LocalDate.parse("2027-02-04"),
                        LocalDate.parse("2027-02-21"),
                        "store",
                        "d-55")),
                List.of(new Removal("dmp", Origin.INFERRED, 12)));
    }

    private static Manifest manifest(String runId, LocalDate date) {
        return new Manifest(
                Manifest.LAYOUT,
                runId,
                "nightly-profiles",
                date,
                "Europe/Berlin",
                date + "T23:00:00Z",
                "e5d6a6da541587cbb3d6",
                null,
                null,
                "crumbless",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Explanation explanation(
            List<Explanation.HeldValue> held, List<ContactMoment> moments, List<Removal> removed) {
        Manifest manifest = manifest("2026-11-22-3f9c2a71d0b4", LocalDate.parse("2026-11-22"));
        return new Explanation(
                "c-1042",
                manifest,
                Optional.empty(),
                PolicyFolder.read(Path.of("jobs/policy")),
                Optional.empty(),
                held.isEmpty() ? Optional.empty() : Optional.of("DE"),
                held,
                List.of(),
                List.of(),
                removed,
                moments,
                new Explanation.Usage(List.of(LocalDate.parse("2026-11-22")), List.of()));
    }

    private ControlSettings control() {
        return ControlSettings.in(folder.resolve("control"));
    }

    private int crumbless(String... arguments) {
        out.reset();
        err.reset();
        Parts parts = new Parts(
                () -> night, () -> (job, runId, legacy, engine, progress) -> audit, () -> (job, subject, on) -> {
                    explainedOn = on;
                    return explanation;
                });
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0);
        return new Cli(parts, terminal, CLOCK, folder).run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }
}
