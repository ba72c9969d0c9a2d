package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import io.crumbless.night.run.Count;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.tools.generate.Behaviour;
import io.crumbless.tools.generate.Formats;
import io.crumbless.tools.generate.Formats.PreferenceCentre;
import io.crumbless.tools.generate.GenerateSettings;
import io.crumbless.tools.generate.Generation;
import io.crumbless.tools.generate.GenerationReport;
import io.crumbless.tools.generate.Scale;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Generate deliveries of an invented shop, at any scale.",
        description = {
            "Generates deliveries of an invented shop, at any scale: memberships of cookies, links to "
                    + "customers, valid and invalid statements, and a job file that reads them. All people in them are "
                    + "invented.",
            "",
            "The same options give the same bytes on every machine.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless generate --out /tmp/shop --people 10k",
            "  crumbless run /tmp/shop/job.yaml --date 2026-11-22",
            "  crumbless generate --out /tmp/big --people 1M --memberships 10M --links 1.2M --declarations 2M",
        })
final class GenerateCommand implements Callable<Integer> {
    private static final String STEP = "generate";
    private static final LocalDate DEFAULT_DATE = LocalDate.of(2026, 11, 22);

    private final Invocation invocation;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write into.")
    private Path out = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "FOLDER",
            description =
                    "The policy whose attributes, purposes, notices and segments are used (default: the policy of "
                            + "jobs/nightly-profiles.yaml).")
    private @Nullable Path policy;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed; another number generates another shop (default: ${DEFAULT-VALUE}).")
    private long seed = GenerateSettings.DEFAULT_SEED;

    @Option(names = "--date", paramLabel = "DATE", description = "First business date (default: ${DEFAULT-VALUE}).")
    private LocalDate date = DEFAULT_DATE;

    @Option(names = "--nights", paramLabel = "N", description = "Number of business dates (default: ${DEFAULT-VALUE}).")
    private int nights = 1;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the shop (default: ${DEFAULT-VALUE}).")
    private ZoneId zone = GenerateSettings.DEFAULT_ZONE;

    @ArgGroup(validate = false, heading = "%nHow much; 1200, 10k and 1.2M are understood:%n")
    private HowMuch howMuch = new HowMuch();

    @ArgGroup(validate = false, heading = "%nHow it is written:%n")
    private HowWritten howWritten = new HowWritten();

    @ArgGroup(validate = false, heading = "%nHow people and sources behave; shares of 1:%n")
    private HowBehaved howBehaved = new HowBehaved();

    @Option(names = "--replace", description = "Replace existing files.")
    private boolean replace;

    @Option(names = "--no-job", description = "Write no job file.")
    private boolean noJob;

    @Option(names = "--json", description = "Print one JSON object instead of the table, and nothing else.")
    private boolean json;

    /** Counts; a missing one is derived from the number of people. */
    static final class HowMuch {
        @Option(
                names = "--people",
                paramLabel = "N",
                converter = Amount.class,
                description = "Customers (default: 10k).")
        private long people = 10_000;

        @Option(
                names = "--memberships",
                paramLabel = "N",
                converter = Amount.class,
                description = "Memberships, each night (default: ten for each customer).")
        private @Nullable Long memberships;

        @Option(
                names = "--links",
                paramLabel = "N",
                converter = Amount.class,
                description = "Links between cookies and customers (default: 1.2 for each customer).")
        private @Nullable Long links;

        @Option(
                names = "--declarations",
                paramLabel = "N",
                converter = Amount.class,
                description = "Statements of all nights together (default: two for each customer).")
        private @Nullable Long declarations;

        Scale scale() {
            Scale usual = Scale.ofPeople(people);
            return new Scale(
                    people,
                    memberships == null ? usual.memberships() : memberships,
                    links == null ? usual.links() : links,
                    declarations == null ? usual.declarations() : declarations);
        }
    }

    /** Formats and shapes. */
    static final class HowWritten {
        @Option(
                names = "--shapes",
                paramLabel = "SHAPE",
                split = ",",
                description = "Legacy sources, one for each shape: membership, list, wide, tall (default: membership).")
        private Set<Shape> shapes = Formats.USUAL.shapes();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "Format of all legacy input: parquet, csv or jsonl (default: each shape has its own).")
        private @Nullable Format memberships;

        @Option(
                names = "--links-format",
                paramLabel = "FORMAT",
                description = "Format of links and opt-outs (default: csv).")
        private Format links = Formats.USUAL.links();

        @Option(
                names = "--declarations-format",
                paramLabel = "FORMAT",
                description = "Format of all declarations (default: each source has its own).")
        private @Nullable Format declarations;

        @Option(
                names = "--preference-centre",
                paramLabel = "WHAT",
                description = "file, or database: an SQL script that fills a database in memory (default: file).")
        private PreferenceCentre preferenceCentre = Formats.USUAL.preferenceCentre();

        Formats formats() {
            return new Formats(
                    new TreeSet<>(shapes),
                    Optional.ofNullable(memberships),
                    links,
                    Optional.ofNullable(declarations),
                    preferenceCentre);
        }
    }

    /** Shares. */
    static final class HowBehaved {
        @Option(
                names = "--refused-share",
                paramLabel = "X",
                description = "Share of statements that are refused (default: 0.065).")
        private double refused = Behaviour.USUAL.refusedShare();

        @Option(
                names = "--withdrawn-share",
                paramLabel = "X",
                description = "Share of statements that are withdrawals (default: 0.04).")
        private double withdrawn = Behaviour.USUAL.withdrawnShare();

        @Option(
                names = "--repeated-share",
                paramLabel = "X",
                description = "Share of statements that are delivered twice (default: 0.01).")
        private double repeated = Behaviour.USUAL.repeatedShare();

        @Option(
                names = "--future-share",
                paramLabel = "X",
                description = "Share of statements that are in the future (default: 0.004).")
        private double future = Behaviour.USUAL.futureShare();

        @Option(
                names = "--unreadable-withdrawals",
                paramLabel = "N",
                description = "Number of withdrawals without time, each of which stops a run (default: 0).")
        private long unreadable = Behaviour.USUAL.unreadableWithdrawals();

        @Option(
                names = "--largest-subject-share",
                paramLabel = "X",
                description = "Share of statements and links of one customer (default: 0).")
        private double largestSubject = Behaviour.USUAL.largestSubjectShare();

        @Option(
                names = "--largest-segment-share",
                paramLabel = "X",
                description = "Share of memberships in one segment (default: 0).")
        private double largestSegment = Behaviour.USUAL.largestSegmentShare();

        Behaviour manners() {
            return new Behaviour(refused, withdrawn, repeated, future, unreadable, largestSubject, largestSegment);
        }
    }

    /** Reads {@code 1200}, {@code 10k}, {@code 1.2M}. */
    static final class Amount implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            long unit = text.endsWith("k") ? 1_000 : text.endsWith("M") ? 1_000_000 : 1;
            String digits = unit == 1 ? text : text.substring(0, text.length() - 1);
            try {
                return new BigDecimal(digits).multiply(BigDecimal.valueOf(unit)).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no whole number such as 1200, 10k or 1.2M");
            }
        }
    }

    GenerateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        GenerateSettings settings = settings();
        GenerationReport report = generate(settings);
        invocation.terminal().out().print(json ? ResultJson.text(numbers(report)) + "\n" : words(settings, report));
        return 0;
    }

    private GenerateSettings settings() {
        Path policyFolder = policy == null ? invocation.usualPolicy() : invocation.resolve(policy);
        try {
            return GenerateSettings.builder(invocation.resolve(out), policyFolder, date, 1)
                    .scale(howMuch.scale())
                    .seed(seed)
                    .nights(nights)
                    .zone(zone)
                    .manners(howBehaved.manners())
                    .formats(howWritten.formats())
                    .existing(replace ? GenerateSettings.Existing.REPLACE : GenerateSettings.Existing.REFUSE)
                    .jobFile(noJob ? GenerateSettings.JobFile.NONE : GenerateSettings.JobFile.WRITE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --" + e.getMessage(), e);
        }
    }

    private GenerationReport generate(GenerateSettings settings) {
        long started = System.nanoTime();
        try (LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            progress.stepStarted(STEP);
            GenerationReport report =
                    Generation.run(settings, Runtime.getRuntime().availableProcessors(), new Rows(progress));
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            progress.stepFinished(STEP, List.of(new Count(report.rows(), "rows", "row")), took);
            return report;
        }
    }

    /** Reports the rows of all files as one step. */
    private static final class Rows implements Generation.Progress {
        private final LiveProgress shown;
        private final AtomicLong done = new AtomicLong();
        private volatile long total;

        Rows(LiveProgress shown) {
            this.shown = shown;
        }

        @Override
        public void begins(long rows) {
            total = rows;
        }

        @Override
        public void wrote(long rows) {
            shown.advanced(STEP, done.addAndGet(rows), total, "rows");
        }
    }

    private String words(GenerateSettings settings, GenerationReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (GenerationReport.File file : report.files()) {
            rows.add(List.of(
                    "  " + file.path(),
                    Numbers.grouped(file.rows()),
                    Quantity.noun(file.rows(), "row"),
                    Numbers.grouped((file.bytes() + 1023) / 1024),
                    "KiB"));
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        String place = invocation.shown(settings.folder().toString());
        text.append("generated ").append(place).append('\n');
        if (!noJob) {
            String job = invocation.shown(report.jobFile().toString());
            text.append("run it with: crumbless run ")
                    .append(job)
                    .append(" --date ")
                    .append(settings.date());
            text.append('\n');
        }
        return text.toString();
    }

    private static Object numbers(GenerationReport report) {
        List<Object> files = new ArrayList<>();
        for (GenerationReport.File file : report.files()) {
            files.add(ResultJson.ordered("path", file.path(), "rows", file.rows(), "bytes", file.bytes()));
        }
        return ResultJson.ordered(
                "outcome", "generated", "exit_code", 0, "rows", report.rows(), "bytes", report.bytes(), "files", files);
    }
}
